package dev.asterism.estimate;

import dev.asterism.train.LogisticFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How far pieces of evidence speak for an outcome: a logistic regression on the first few of them,
/// as many as pay.
///
/// Evidence is in order of trust. How much of it is leant on is chosen by cross-fitting, five
/// folds, for the least logarithmic loss: where outcomes are few, what hardly tells would only
/// mislead.
///
/// @param weights one for each piece; 0 for what is not leant on
record Weighing(double[] weights) {

  static final int FOLDS = 5;

  private static final int NOBODY = -1;
  private static final double SURE = 1e-6;

  /// A weighing, and those that did not see the outcomes of one fold.
  ///
  /// @param others one for each fold
  record CrossFitted(Weighing all, List<Weighing> others) {}

  /// {@return the weighing that the outcomes teach}
  ///
  /// @param rows pieces of evidence, all of one length
  /// @param widths how many of the first pieces may be leant on, rising
  static Weighing fit(List<double[]> rows, boolean[] outcomes, int[] widths) {
    return new Lesson(rows, outcomes, inTurn(rows.size())).fit(widths);
  }

  /// {@return the same, with what others say of each outcome}
  ///
  /// @param folds of the rows, from 0 on; what tells of one another is in one fold
  static CrossFitted crossFit(List<double[]> rows, boolean[] outcomes, int[] folds, int[] widths) {
    Lesson lesson = new Lesson(rows, outcomes, folds);
    int width = lesson.best(widths);
    return new CrossFitted(
        lesson.fit(width, NOBODY),
        IntStream.range(0, FOLDS).mapToObj(fold -> lesson.fit(width, fold)).toList());
  }

  private static int[] inTurn(int rows) {
    return IntStream.range(0, rows).map(row -> row % FOLDS).toArray();
  }

  private record Lesson(List<double[]> rows, boolean[] outcomes, int[] folds) {

    Weighing fit(int[] widths) {
      return fit(best(widths), NOBODY);
    }

    int best(int[] widths) {
      int best = widths[0];
      double least = Double.POSITIVE_INFINITY;
      for (int width : widths) {
        double loss = crossFittedLoss(width);
        if (loss < least) {
          least = loss;
          best = width;
        }
      }
      return best;
    }

    /// Those of one fold are left out.
    Weighing fit(int width, int fold) {
      List<double[]> kept = new ArrayList<>();
      boolean[] keptOutcomes = new boolean[rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        if (folds[i] != fold) {
          keptOutcomes[kept.size()] = outcomes[i];
          kept.add(Arrays.copyOf(rows.get(i), width));
        }
      }
      return new Weighing(
          Arrays.copyOf(LogisticFit.fit(kept, keptOutcomes, width), rows.getFirst().length));
    }

    private double crossFittedLoss(int width) {
      double loss = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        Weighing others = fit(width, fold);
        for (int i = 0; i < rows.size(); i++) {
          if (folds[i] == fold) {
            double chance = Math.clamp(others.chance(rows.get(i)), SURE, 1 - SURE);
            loss -= Math.log(outcomes[i] ? chance : 1 - chance);
          }
        }
      }
      return loss;
    }
  }

  /// {@return how likely the outcome is, in (0, 1)}
  double chance(double[] evidence) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * evidence[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
