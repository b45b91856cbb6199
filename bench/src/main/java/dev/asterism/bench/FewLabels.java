package dev.asterism.bench;

import dev.asterism.local.LocalEncoders;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// How good students are of which little was seen, when they never abstain.
///
/// `FewLabels FOLDER-OF-DATA-SETS [EACH,...] [SEED,...]`: draws so many rows of each label of
/// BANKING77 and of CLINC150, in scope, from the training part; teaches students of n-grams, and of
/// n-grams and meaning, both with the labels' names and with names that say nothing; prints the
/// share of the test part that each gets right.
final class FewLabels {

  private FewLabels() {}

  static void main(String[] arguments) {
    List<Integer> sizes = numbers(arguments.length > 1 ? arguments[1] : "10,50");
    List<Integer> seeds = numbers(arguments.length > 2 ? arguments[2] : "7,8,9");
    Encoders encoders = new LocalEncoders();
    for (String name : List.of("banking77", "clinc150_oos")) {
      TaskFolder folder = TaskFolder.read(Path.of(arguments[0], name), Set.of("oos"));
      Map<String, String> numbers = numbers(folder);
      List<Row> test = unnamed(folder.test(), numbers);
      for (int each : sizes) {
        for (int seed : seeds) {
          List<Row> taught = drawn(folder.train(), each, seed);
          System.out.printf(
              "%s, %d of each label, seed %d, %d rows: n-grams %.4f, with names %.4f;"
                  + " meaning too %.4f, with names %.4f%n",
              name,
              each,
              seed,
              taught.size(),
              accuracy(unnamed(taught, numbers), test, Encoders.NONE, seed),
              accuracy(taught, folder.test(), Encoders.NONE, seed),
              accuracy(unnamed(taught, numbers), test, encoders, seed),
              accuracy(taught, folder.test(), encoders, seed));
        }
      }
    }
  }

  private static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
  }

  private static List<Row> drawn(List<Row> train, int each, long seed) {
    List<Row> shuffled = new ArrayList<>(train);
    Collections.shuffle(shuffled, new Random(seed));
    Map<String, Integer> counts = new HashMap<>();
    return shuffled.stream()
        .filter(row -> counts.merge(row.output(), 1, Integer::sum) <= each)
        .toList();
  }

  private static double accuracy(List<Row> taught, List<Row> test, Encoders encoders, long seed) {
    Student student = Unproved.taught(taught, encoders, seed);
    return (double) Unproved.right(student, test) / test.size();
  }

  /// The same rows, each label under a number that stands for it.
  private static List<Row> unnamed(List<Row> rows, Map<String, String> numbers) {
    return rows.stream()
        .map(row -> new Row(row.input(), numbers.getOrDefault(row.output(), row.output())))
        .toList();
  }

  private static Map<String, String> numbers(TaskFolder folder) {
    Map<String, String> numbers = new HashMap<>();
    folder.labels().forEach(label -> numbers.put(label, "#" + numbers.size()));
    return numbers;
  }
}
