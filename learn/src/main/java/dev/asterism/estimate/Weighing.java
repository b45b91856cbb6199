package dev.asterism.estimate;

import dev.asterism.train.LogisticFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How far pieces of evidence speak for an outcome: a logistic regression on the first few of them,
/// as many as pay.
///
/// Evidence is in order of trust. How much of it is leant on is chosen by cross-fitting, five
/// folds, for the least logarithmic loss: where outcomes are few, what hardly tells would only
/// mislead.
///
/// @param weights one for each piece; 0 for what is not leant on
record Weighing(double[] weights) {

  private static final int FOLDS = 5;
  private static final int NOBODY = -1;
  private static final double SURE = 1e-6;

  /// {@return the weighing that the outcomes teach}
  ///
  /// @param rows pieces of evidence, all of one length
  /// @param widths how many of the first pieces may be leant on, rising
  static Weighing fit(List<double[]> rows, boolean[] outcomes, int[] widths) {
    int best = widths[0];
    double least = Double.POSITIVE_INFINITY;
    for (int width : widths) {
      double loss = crossFittedLoss(rows, outcomes, width);
      if (loss < least) {
        least = loss;
        best = width;
      }
    }
    return new Weighing(Arrays.copyOf(fit(rows, outcomes, best, NOBODY), rows.getFirst().length));
  }

  /// Those of one fold are left out.
  private static double[] fit(List<double[]> rows, boolean[] outcomes, int width, int fold) {
    List<double[]> kept = new ArrayList<>();
    boolean[] keptOutcomes = new boolean[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      if (i % FOLDS != fold) {
        keptOutcomes[kept.size()] = outcomes[i];
        kept.add(Arrays.copyOf(rows.get(i), width));
      }
    }
    return LogisticFit.fit(kept, keptOutcomes, width);
  }

  private static double crossFittedLoss(List<double[]> rows, boolean[] outcomes, int width) {
    double loss = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      Weighing others = new Weighing(fit(rows, outcomes, width, fold));
      for (int i = fold; i < rows.size(); i += FOLDS) {
        double chance = Math.clamp(others.chance(rows.get(i)), SURE, 1 - SURE);
        loss -= Math.log(outcomes[i] ? chance : 1 - chance);
      }
    }
    return loss;
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
