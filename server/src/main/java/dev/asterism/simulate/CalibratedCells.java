package dev.asterism.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How often a calibrated cascade keeps more bad answers than it promised: one cell for each split
/// and promise.
public final class CalibratedCells {

  private CalibratedCells() {}

  /// One promise on one split.
  ///
  /// @param eps share of bad answers that is allowed among those kept
  /// @param judged questions that nothing was fitted to
  /// @param kept of them from the strong model; 0 where nothing could be proved
  /// @param risk share of bad ones among those kept; 0 where none were
  public record Cell(long seed, double eps, int judged, int kept, double risk) {

    /// {@return whether more were bad than was promised}
    public boolean isBroken() {
      return risk > eps;
    }
  }

  /// {@return a cell for each split and promise}
  ///
  /// @param settings which outcomes, models and splits; the kind is `cascade` or `swarm`
  /// @throws BadOutcomes if there is nothing to play on
  public static List<Cell> play(SimulationSettings settings, List<Double> promises) {
    List<Cell> cells = new ArrayList<>();
    for (Path file : OutcomesFile.under(settings.outcomes())) {
      List<Question> questions = OutcomesFile.read(file);
      Team team = Team.of(settings, questions, OutcomesFile.name(file));
      int labels = settings.labels(questions.size());
      for (long seed = settings.seed(); seed < settings.seed() + settings.seeds(); seed++) {
        Split split = Split.of(questions, labels, seed);
        Calibration calibration = Calibration.of(team, split, Optional.empty());
        for (double eps : promises) {
          Calibration.Kept kept = calibration.at(eps);
          cells.add(new Cell(seed, eps, split.judged().size(), kept.answers(), kept.risk()));
        }
      }
    }
    return cells;
  }
}
