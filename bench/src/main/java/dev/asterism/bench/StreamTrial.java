package dev.asterism.bench;

import dev.asterism.local.LocalEncoders;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Runs the learning loop over a labelled task without a server, and tells what happens in it.
///
/// `StreamTrial DIRECTORY SEED [EPS] [WITHOUT-LABEL] [HELD-OUT|pooled]`: streams train.jsonl in
/// random order, then measures on test.jsonl, and on as many rows of train.jsonl as were held out
/// of the stream. With `pooled` instead of a number both files are shuffled together, so that what
/// is streamed and what is held out (as many rows as test.jsonl has) are exchangeable. One line of
/// figures for each stage, one for each end.
final class StreamTrial {

  private StreamTrial() {}

  static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    double eps = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0.02;
    Set<String> without =
        arguments.length > 3 && !arguments[3].isEmpty() ? Set.of(arguments[3]) : Set.of();
    String heldOut = arguments.length > 4 ? arguments[4] : "0";
    TaskFolder task = TaskFolder.read(directory, without);
    boolean pooled = heldOut.equals("pooled");
    Arrangement rows = pooled ? Arrangement.pooled(task, seed) : Arrangement.published(task, seed);
    int streamed = rows.stream().size() - (pooled ? 0 : Integer.parseInt(heldOut));
    LearningTrial trial = new LearningTrial(eps, seed, new LocalEncoders(), System.out::println);
    LearningTrial.Streamed stream = trial.stream(rows.stream().subList(0, streamed));
    System.out.printf(
        "seed %d stream coverage %.3f, teacher spared %.3f%n",
        seed, stream.coverage(), stream.spared());
    measure(trial, "test", rows.test());
    measure(trial, "held out", rows.stream().subList(streamed, rows.stream().size()));
  }

  private static void measure(LearningTrial trial, String name, List<Row> rows) {
    if (!rows.isEmpty()) {
      System.out.println(
          name
              + ": "
              + trial
                  .measure(rows)
                  .map(it ->
                      "coverage %.3f risk %.4f (%d of %d) accuracy %.4f"
                          .formatted(
                              it.coverage(), it.risk(), it.wrong(), it.given(), it.accuracy()))
                  .orElse("no student is live"));
    }
  }
}
