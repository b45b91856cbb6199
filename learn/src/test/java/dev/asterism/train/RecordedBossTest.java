package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.asterism.Examples;
import dev.asterism.chat.Label;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A coach whose boss was recorded: for each confusion it writes what real people wrote with the
/// same two intents, taken from rows that are held back from the traffic.
class RecordedBossTest {

  private static final Path DATA = Path.of("../../shared/data/tasks/banking77");
  private static final Pattern ROW =
      Pattern.compile("\"input\":\"((?:[^\"\\\\]|\\\\.)*)\",\"output\":\"([^\"]*)\"");
  private static final int TRAFFIC = 2_000;

  private record Row(String input, String label) {}

  @Test
  void realParaphrasesOfWhatIsConfusedMakeABetterStudent() throws IOException {
    assumeThat(DATA).as("BANKING77 is not on this machine: skipped").isDirectory();
    List<Row> rows = new ArrayList<>(rows("train.jsonl"));
    Collections.shuffle(rows, new Random(5));
    List<Example> traffic = new ArrayList<>();
    for (int i = 0; i < TRAFFIC; i++) {
      traffic.add(Examples.taught(i + 1L, rows.get(i).input(), rows.get(i).label()));
    }
    List<Row> held = rows.subList(TRAFFIC, rows.size());
    List<Confusion> confusions = new Confusions(7, Encoders.NONE).of(traffic, 24);
    assertThat(confusions).hasSizeGreaterThan(8);
    List<Row> left = new ArrayList<>(held);
    List<Example> lessons = new ArrayList<>();
    for (Confusion confusion : confusions) {
      for (Label label : List.of(confusion.right(), confusion.said())) {
        List<Row> written =
            left.stream().filter(row -> row.label().equals(label.display())).limit(12).toList();
        written.forEach(row -> lessons.add(lesson(row)));
        left.removeAll(written);
      }
    }
    Outcome.Taught alone = taught(traffic);
    Outcome.Taught coached = taught(join(lessons, traffic));
    double before = accuracy(alone.student());
    double after = accuracy(coached.student());
    double any = accuracy(taught(join(some(held, lessons.size()), traffic)).student());
    System.out.printf(
        "%d lessons for %d confusions: cross-fitted %.3f -> %.3f, planned coverage %.3f -> %.3f,"
            + " test accuracy %.4f -> %.4f (as many at random: %.4f)%n",
        lessons.size(),
        confusions.size(),
        alone.plan().accuracy(),
        coached.plan().accuracy(),
        alone.plan().coverage(),
        coached.plan().coverage(),
        before,
        after,
        any);
    assertThat(coached.plan().accuracy()).isGreaterThan(alone.plan().accuracy());
    assertThat(after).isGreaterThan(before);
    assertThat(coached.provenance().traces()).isEqualTo(TRAFFIC);
  }

  private static Outcome.Taught taught(List<Example> examples) {
    LearningSettings settings = new LearningSettings(0.1, 0.05, 7);
    return (Outcome.Taught)
        new Trainer(settings, Encoders.NONE).teach(Examples.TASK, examples, 0, 1);
  }

  private static List<Example> join(List<Example> lessons, List<Example> traffic) {
    List<Example> all = new ArrayList<>(lessons);
    all.addAll(traffic);
    return all;
  }

  private static List<Example> some(List<Row> held, int count) {
    return held.subList(0, count).stream().map(RecordedBossTest::lesson).toList();
  }

  private static Example lesson(Row row) {
    return Example.lesson(
        new TraceId("lesson-00000001"),
        Examples.TASK.id(),
        row.input(),
        new Label.Text(row.label()),
        row.label());
  }

  private static double accuracy(Student student) throws IOException {
    List<Row> test = rows("test.jsonl");
    return test.stream()
        .mapToDouble(
            row -> student.judge(row.input()).label().display().equals(row.label()) ? 1 : 0)
        .average()
        .orElse(0);
  }

  /// Learning knows no JSON: these rows are simple enough for a pattern.
  private static List<Row> rows(String file) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DATA.resolve(file))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        rows.add(new Row(row.group(1).replace("\\\"", "\"").replace("\\n", "\n"), row.group(2)));
      }
    }
    return rows;
  }
}
