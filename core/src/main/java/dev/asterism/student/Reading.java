package dev.asterism.student;

import dev.asterism.chat.Label;
import java.util.List;

/// What a student makes of an input before it knows how sure to be: its likeliest label, and the
/// evidence for it.
///
/// @param label the label's index
/// @param probabilities one for each label
/// @param evidence what a [Selector] weighs, beside the label's reliability
public record Reading(int label, double[] probabilities, double[] evidence) {

  /// Pieces of evidence when n-grams alone were read.
  public static final int ONCE = 6;

  /// Pieces of evidence when the meaning was read as well.
  public static final int TWICE = 10 + Neighbours.EVIDENCE;

  /// Where the evidence holds the share of n-grams that were known.
  private static final int KNOWN = 4;

  private static final int ENERGY = 5;

  /// {@return a reading of n-grams}
  ///
  /// @param sums each label's sum
  /// @param known the share of the input's n-grams that the student knows
  static Reading once(float[] sums, double known) {
    double[] probabilities = softmax(sums);
    int first = likeliest(probabilities, -1);
    double[] evidence = common(probabilities, first, ONCE);
    evidence[KNOWN] = known;
    evidence[ENERGY] = energy(sums);
    return new Reading(first, probabilities, evidence);
  }

  /// {@return a reading of n-grams and of meaning together}
  ///
  /// @param sums each label's sum for the meaning
  /// @param meaning what was learnt of meanings
  /// @param vector the input's meaning
  static Reading twice(Reading once, float[] sums, Meaning meaning, float[] vector) {
    double[] byGrams = once.probabilities;
    double[] byMeaning = softmax(sums);
    double[] both = meaning.both(byGrams, byMeaning);
    int first = likeliest(both, -1);
    double[] evidence = common(both, first, TWICE);
    evidence[KNOWN] = once.evidence[KNOWN];
    evidence[ENERGY] = once.evidence[ENERGY];
    evidence[ONCE] = logit(byGrams[first]);
    evidence[ONCE + 1] = logit(byMeaning[first]);
    evidence[ONCE + 2] = likeliest(byGrams, -1) == likeliest(byMeaning, -1) ? 1 : 0;
    evidence[ONCE + 3] = energy(sums);
    double[] near = meaning.neighbours().evidence(vector, first);
    System.arraycopy(near, 0, evidence, ONCE + 4, near.length);
    return new Reading(first, both, evidence);
  }

  /// How strongly the labels speak together, ln of the sum of exp(sum): little for an input unlike
  /// all that was learnt, whichever label is likeliest (Liu et al. 2020, "Energy-based
  /// out-of-distribution detection", arXiv 2010.03759). In tenths, so that it is of the size of the
  /// other evidence.
  private static double energy(float[] sums) {
    double most = Double.NEGATIVE_INFINITY;
    for (float sum : sums) {
      most = Math.max(most, sum);
    }
    double total = 0;
    for (float sum : sums) {
      total += Math.exp(sum - most);
    }
    return (most + Math.log(total)) / 10;
  }

  private static double[] common(double[] probabilities, int first, int size) {
    double most = probabilities[first];
    double next = probabilities[likeliest(probabilities, first)];
    double[] evidence = new double[size];
    evidence[0] = 1;
    evidence[1] = logit(most);
    evidence[2] = Math.log((most + 1e-6) / (next + 1e-6));
    evidence[3] = most;
    return evidence;
  }

  Verdict verdict(List<Label> labels, double score) {
    return new Verdict(labels.get(label), score, new Probabilities(probabilities));
  }

  static double logit(double p) {
    double inner = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
    return Math.log(inner / (1 - inner));
  }

  /// {@return probabilities in proportion to exp(sum)}
  public static double[] softmax(float[] sums) {
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

  static int likeliest(double[] values, int leftOut) {
    int best = leftOut == 0 ? 1 : 0;
    for (int i = 0; i < values.length; i++) {
      if (i != leftOut && values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
