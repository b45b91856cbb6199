package dev.asterism.bench;

import dev.asterism.local.LocalEncoders;
import dev.asterism.replay.TaskFolder;
import dev.asterism.stats.Binomial;
import dev.asterism.student.Encoders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Keeps the loop to its promise on many tasks: in how few cells, of a task, a risk allowed and a
/// seed each, is the risk on the test part above what was allowed?
///
/// `RiskCells FOLDER-OF-DATA-SETS TASK[-LABEL],... SEED,... EPS,... [pooled] [n-grams]`: streams
/// train.jsonl through the learning loop and measures on test.jsonl; a label after a task's name
/// leaves its rows out. `pooled` shuffles both files together first, so that they are exchangeable,
/// which is what a proof is about; `n-grams` keeps students from reading meaning. A row for each
/// cell, then for each task and risk the mean over seeds, then the count.
final class RiskCells {

  private final List<Cell> cells = new ArrayList<>();

  private RiskCells() {}

  /// One stream and what came of it.
  private record Cell(
      String task,
      double eps,
      LearningTrial.Streamed streamed,
      Optional<LearningTrial.Measured> measured) {

    double of(ToDoubleFunction<LearningTrial.Measured> figure) {
      return measured.map(figure::applyAsDouble).orElse(0.0);
    }

    boolean broken() {
      return of(LearningTrial.Measured::risk) > eps;
    }
  }

  static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    List<String> options = Arrays.asList(arguments).subList(4, arguments.length);
    Encoders encoders = options.contains("n-grams") ? Encoders.NONE : new LocalEncoders();
    RiskCells trial = new RiskCells();
    System.out.println(
        "| data | eps | seed | stream coverage | teacher spared | test coverage | test risk"
            + " (disagreements) | accuracy | students taught | longest training s | bytes |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (String name : arguments[1].split(",", -1)) {
      String[] parts = name.split("-", 2);
      Set<String> without = parts.length > 1 ? Set.of(parts[1]) : Set.of();
      TaskFolder task = TaskFolder.read(folder.resolve(parts[0]), without);
      for (String eps : arguments[3].split(",", -1)) {
        for (String seed : arguments[2].split(",", -1)) {
          long number = Long.parseLong(seed);
          trial.run(
              name,
              options.contains("pooled")
                  ? Arrangement.pooled(task, number)
                  : Arrangement.published(task, number),
              Double.parseDouble(eps),
              number,
              encoders);
        }
      }
    }
    trial.summarise();
  }

  private void run(String task, Arrangement rows, double eps, long seed, Encoders encoders) {
    LearningTrial trial = new LearningTrial(eps, seed, encoders, _ -> {});
    LearningTrial.Streamed streamed = trial.stream(rows.stream());
    Cell cell = new Cell(task, eps, streamed, trial.measure(rows.test()));
    cells.add(cell);
    System.out.printf(
        "| %s | %.0f %% | %d | %.1f %% | %.1f %% | %s | %d | %.1f | %d |%n",
        task,
        100 * eps,
        seed,
        100 * streamed.coverage(),
        100 * streamed.spared(),
        cell.measured()
            .map(it ->
                "%.1f %% | %.2f %% (%d of %d) | %.1f %%"
                    .formatted(
                        100 * it.coverage(),
                        100 * it.risk(),
                        it.wrong(),
                        it.given(),
                        100 * it.accuracy()))
            .orElse("none is live | - | -"),
        streamed.trained(),
        streamed.longestTraining(),
        streamed.bytes());
  }

  private void summarise() {
    System.out.println();
    System.out.println(
        "| data | eps | seeds | stream coverage | test coverage | test risk | cells above eps |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (List<Cell> group : groups()) {
      System.out.printf(
          "| %s | %.0f %% | %d | %.1f %% | %.1f %% | %.2f %% | %d |%n",
          group.getFirst().task(),
          100 * group.getFirst().eps(),
          group.size(),
          100 * mean(group, cell -> cell.streamed().coverage()),
          100 * mean(group, cell -> cell.of(LearningTrial.Measured::coverage)),
          100 * mean(group, cell -> cell.of(LearningTrial.Measured::risk)),
          group.stream().filter(Cell::broken).count());
    }
    List<Cell> proved = cells.stream().filter(cell -> cell.measured().isPresent()).toList();
    int broken = (int) proved.stream().filter(Cell::broken).count();
    System.out.printf(
        "%nTest risk above eps in %d of %d cells, %d of which have a live student.%n",
        broken, cells.size(), proved.size());
    if (!proved.isEmpty()) {
      System.out.printf(
          "Were every promise broken with probability %.0f %%, so many or more would be with"
              + " %.3f.%n",
          100 * LearningTrial.DELTA,
          broken == 0 ? 1.0 : 1 - Binomial.atMost(broken - 1, proved.size(), LearningTrial.DELTA));
    }
  }

  private List<List<Cell>> groups() {
    List<List<Cell>> groups = new ArrayList<>();
    for (Cell cell : cells) {
      boolean same =
          !groups.isEmpty()
              && groups.getLast().getFirst().task().equals(cell.task())
              && groups.getLast().getFirst().eps() == cell.eps();
      if (!same) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(cell);
    }
    return groups;
  }

  private static double mean(List<Cell> cells, ToDoubleFunction<Cell> figure) {
    return cells.stream().mapToDouble(figure).average().orElse(0);
  }
}
