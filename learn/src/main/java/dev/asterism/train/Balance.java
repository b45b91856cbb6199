package dev.asterism.train;

import dev.asterism.student.Reading;
import java.util.List;

/// Finds how much meaning is to weigh beside n-grams, from what both said of examples held out.
///
/// What they say is averaged (a linear opinion pool; Stone 1961) with the weight that brings it
/// nearest to the truth, by the squares of what each label's probability is off (Brier 1950). Those
/// squares are a parabola in the weight, so two sums tell where it is least. Of few examples held
/// out that is drawn towards even weights: what was taught without them had fewer still, which
/// n-grams suffer from more than meaning does.
final class Balance {

  /// As much as n-grams do, where nothing is known.
  static final double EVEN = 0.5;

  /// Examples that draw towards even weights.
  private static final double PRIOR = 300;

  private int taken;
  private double apart;
  private double pull;

  /// {@return what several found together}
  static Balance of(List<Balance> parts) {
    Balance all = new Balance();
    for (Balance part : parts) {
      all.taken += part.taken;
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
    taken++;
    for (int i = 0; i < byGrams.length; i++) {
      double step = byMeaning[i] - byGrams[i];
      double missing = (i == label ? 1 : 0) - byGrams[i];
      apart += step * step;
      pull += step * missing;
    }
  }

  /// {@return the weight of meaning, in [0, 1]}
  double weight() {
    double nearest = apart > 0 ? Math.clamp(pull / apart, 0, 1) : EVEN;
    return (taken * nearest + PRIOR * EVEN) / (taken + PRIOR);
  }
}
