package dev.asterism.bench;

import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.student.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/// How long a student of n-grams takes from an input to its answer, on one thread.
///
/// `StudentLatency DIRECTORY [TASK...]`: teaches each task with the rows of its train.jsonl; judges
/// those of its test.jsonl over and over, all once for each round, and measures after a warm-up.
final class StudentLatency {

  private static final List<String> TASKS =
      List.of("banking77", "clinc150_oos", "sms_spam", "headlines_clickbait");
  private static final int WARM_UP = 60_000;
  private static final int MEASURED = 200_000;

  /// So lenient that each task gets its student: how good it is is not what is measured here.
  private static final double EPS = 0.2;

  private StudentLatency() {}

  static void main(String[] arguments) {
    List<String> tasks =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : TASKS;
    for (String task : tasks) {
      measure(TaskFolder.read(Path.of(arguments[0], task), Set.of()));
    }
  }

  private static void measure(TaskFolder task) {
    Student student = Lessons.teach(task.train(), EPS, Encoders.NONE, 7);
    Histogram nanos = new Histogram(3);
    judge(student, task.test(), WARM_UP, new Histogram(3));
    double scores = judge(student, task.test(), MEASURED, nanos);
    System.out.printf(
        "%s, %d labels, %,d bytes: p50 %.1f us, p99 %.1f us, most %.1f us (mean score %.3f)%n",
        task.name(),
        student.labels().size(),
        StudentFile.encode(student).length,
        nanos.getValueAtPercentile(50) / 1e3,
        nanos.getValueAtPercentile(99) / 1e3,
        nanos.getMaxValue() / 1e3,
        scores / MEASURED);
  }

  /// {@return the scores' sum, so that no answer is left unread}
  private static double judge(Student student, List<Row> rows, int times, Histogram nanos) {
    double scores = 0;
    for (int i = 0; i < times; i++) {
      String input = rows.get(i % rows.size()).input();
      long begun = System.nanoTime();
      Verdict verdict = student.judge(input);
      nanos.recordValue(System.nanoTime() - begun);
      scores += verdict.score();
    }
    return scores;
  }
}
