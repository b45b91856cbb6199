package dev.asterism.bench;

import dev.asterism.replay.TaskFolder;
import dev.asterism.train.Compression;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What pruning and quantizing make of students of n-grams.
///
/// `StudentSize FOLDER-OF-DATA-SETS [TASK...]`: teaches each task with the rows of its train.jsonl,
/// out of scope left out; prints the bytes of the float model and of what is kept of it, and the
/// share of the rows of its test.jsonl that each gets right. Goal: a tenth of the bytes at 0.2
/// points.
final class StudentSize {

  private static final List<String> TASKS = List.of("banking77", "clinc150_oos", "sms_spam");

  private StudentSize() {}

  static void main(String[] arguments) {
    List<String> tasks =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : TASKS;
    for (String task : tasks) {
      TaskFolder folder = TaskFolder.read(Path.of(arguments[0], task), Set.of("oos"));
      Compression size =
          Compression.measure(Lessons.of(folder.train()), Lessons.of(folder.test()), 7);
      System.out.printf(
          "%s, %d labels: %,d bytes float, %,d kept (%.1f %%, %.1f %% of the weights); right"
              + " %.4f float, %.4f kept (%+.2f points)%n",
          folder.name(),
          folder.labels().size(),
          size.floatBytes(),
          size.bytes(),
          100.0 * size.bytes() / size.floatBytes(),
          100 * size.kept(),
          size.floatAccuracy(),
          size.accuracy(),
          100 * (size.accuracy() - size.floatAccuracy()));
    }
  }
}
