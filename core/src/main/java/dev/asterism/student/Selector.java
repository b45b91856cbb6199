package dev.asterism.student;

import java.util.Arrays;
import java.util.List;

/// How sure a student is of an answer: a logistic function of the evidence for it.
///
/// The evidence: how likely the first label is, how far the second is behind, how much of the input
/// the student knows and how strongly the labels speak (novelty), whether n-grams and meaning
/// agree, how near the nearest examples are and what they say, and how reliable the label was when
/// others were held out.
///
/// @param weights one for each piece of evidence, then one for the reliability
/// @param reliability for each label, the share of held-out answers with it that were right
public record Selector(List<Double> weights, List<Double> reliability) {

  public Selector {
    weights = List.copyOf(weights);
    reliability = List.copyOf(reliability);
  }

  /// {@return the evidence for a reading, the label's reliability included}
  public static double[] evidence(Reading reading, List<Double> reliability) {
    double[] evidence = Arrays.copyOf(reading.evidence(), reading.evidence().length + 1);
    evidence[evidence.length - 1] = Reading.logit(reliability.get(reading.label()));
    return evidence;
  }

  /// {@return how likely the reading's label is right, in [0, 1]}
  public double score(Reading reading) {
    double[] evidence = evidence(reading, reliability);
    double sum = 0;
    for (int i = 0; i < evidence.length; i++) {
      sum += weights.get(i) * evidence[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
