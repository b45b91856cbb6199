package dev.asterism.train;

import dev.asterism.student.Reading;
import java.util.List;

/// Finds how much meaning is to weigh beside n-grams, from what both said of examples held out.
///
/// What they say is averaged (a linear opinion pool; Stone 1961) with the weight that brings it
/// nearest to the truth, by the squares of what each label's probability is off (Brier 1950). Those
/// squares are a parabola in the weight, so two sums tell where it is least. Halfway from even
/// weights to there the likeliest label is right most often; how sure to be of it is the selector's
/// to say.
final class Balance {

  /// As much as n-grams do, where nothing is known.
  static final double EVEN = 0.5;

  private double apart;
  private double pull;

  /// {@return what several found together}
  static Balance of(List<Balance> parts) {
    Balance all = new Balance();
    for (Balance part : parts) {
      all.apart += part.apart;
      all.pull += part.pull;
    }
    return all;
  }

  /// Takes in an example.
  ///
  /// @param grams each label's sum by n-grams
  /// @param meaning the same by the meaning
  /// @param label the right one
  void take(float[] grams, float[] meaning, int label) {
    double[] byGrams = Reading.softmax(grams);
    double[] byMeaning = Reading.softmax(meaning);
    for (int i = 0; i < byGrams.length; i++) {
      double step = byMeaning[i] - byGrams[i];
      double missing = (i == label ? 1 : 0) - byGrams[i];
      apart += step * step;
      pull += step * missing;
    }
  }

  /// {@return the weight of meaning, in [0.25, 0.75]}
  double weight() {
    double nearest = apart > 0 ? Math.clamp(pull / apart, 0, 1) : EVEN;
    return (EVEN + nearest) / 2;
  }
}
