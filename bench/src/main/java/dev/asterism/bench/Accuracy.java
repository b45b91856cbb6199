package dev.asterism.bench;

import dev.asterism.local.LocalEncoders;
import dev.asterism.replay.TaskFolder;
import dev.asterism.student.Encoders;
import java.nio.file.Path;
import java.util.Set;

/// How good students are of which all of the training part was seen, when they never abstain.
///
/// `Accuracy FOLDER-OF-DATA-SETS NAME,... [SEED,...]`: teaches students of n-grams, and of n-grams
/// and meaning, and prints the share of the test part that each gets right, out-of-scope rows left
/// out of both. A seed orders the rows and parts them into folds.
final class Accuracy {

  private Accuracy() {}

  static void main(String[] arguments) {
    String seeds = arguments.length > 2 ? arguments[2] : "7,8,9";
    for (String name : arguments[1].split(",", -1)) {
      TaskFolder folder = TaskFolder.read(Path.of(arguments[0], name), Set.of("oos"));
      for (String seed : seeds.split(",", -1)) {
        System.out.printf(
            "%s, seed %s, %d of %d rows: n-grams %s, meaning too %s%n",
            name,
            seed,
            folder.train().size(),
            folder.test().size(),
            right(folder, Encoders.NONE, Long.parseLong(seed)),
            right(folder, new LocalEncoders(), Long.parseLong(seed)));
      }
    }
  }

  private static String right(TaskFolder folder, Encoders encoders, long seed) {
    Arrangement rows = Arrangement.published(folder, seed);
    long right = Unproved.right(Unproved.taught(rows.stream(), encoders, seed), rows.test());
    return "%d (%.2f %%)".formatted(right, 100.0 * right / rows.test().size());
  }
}
