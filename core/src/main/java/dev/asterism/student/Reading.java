package dev.asterism.student;

import dev.asterism.chat.Label;
import java.util.Arrays;
import java.util.List;

/// What a student makes of an input before it knows how sure to be: its likeliest label, and the
/// evidence for it.
///
/// @param label the label's index
/// @param probabilities one for each label
/// @param evidence what a [Selector] weighs, beside the label's reliability
public record Reading(int label, double[] probabilities, double[] evidence) {

  /// Pieces of evidence when n-grams alone were read.
  public static final int ONCE = 5;

  /// Pieces of evidence when the meaning was read as well.
  public static final int TWICE = 8;

  /// Where the evidence holds the share of n-grams that were known.
  static final int KNOWN = 4;

  /// {@return a reading of n-grams}
  ///
  /// @param known the share of the input's n-grams that the student knows
  static Reading once(double[] probabilities, double known) {
    int first = likeliest(probabilities, -1);
    return new Reading(first, probabilities, common(probabilities, first, known, ONCE));
  }

  /// {@return a reading of n-grams and of meaning, which weigh the same}
  static Reading twice(double[] byGrams, double[] byMeaning, double known) {
    double[] both = new double[byGrams.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = (byGrams[i] + byMeaning[i]) / 2;
    }
    int first = likeliest(both, -1);
    double[] evidence = common(both, first, known, TWICE);
    evidence[ONCE] = logit(byGrams[first]);
    evidence[ONCE + 1] = logit(byMeaning[first]);
    evidence[ONCE + 2] = likeliest(byGrams, -1) == likeliest(byMeaning, -1) ? 1 : 0;
    return new Reading(first, both, evidence);
  }

  private static double[] common(double[] probabilities, int first, double known, int size) {
    double most = probabilities[first];
    double next = probabilities[likeliest(probabilities, first)];
    double[] evidence = new double[size];
    evidence[0] = 1;
    evidence[1] = logit(most);
    evidence[2] = Math.log((most + 1e-6) / (next + 1e-6));
    evidence[3] = most;
    evidence[KNOWN] = known;
    return evidence;
  }

  Verdict verdict(List<Label> labels, double score) {
    return new Verdict(labels.get(label), score, Arrays.stream(probabilities).boxed().toList());
  }

  static double logit(double p) {
    double inner = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
    return Math.log(inner / (1 - inner));
  }

  /// {@return probabilities in proportion to exp(sum)}
  static double[] softmax(float[] sums) {
    double most = Double.NEGATIVE_INFINITY;
    for (float sum : sums) {
      most = Math.max(most, sum);
    }
    double[] probabilities = new double[sums.length];
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      probabilities[i] = Math.exp(sums[i] - most);
      total += probabilities[i];
    }
    for (int i = 0; i < sums.length; i++) {
      probabilities[i] /= total;
    }
    return probabilities;
  }

  private static int likeliest(double[] values, int leftOut) {
    int best = leftOut == 0 ? 1 : 0;
    for (int i = 0; i < values.length; i++) {
      if (i != leftOut && values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
