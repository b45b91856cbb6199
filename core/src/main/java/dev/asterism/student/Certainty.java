package dev.asterism.student;

import java.util.Arrays;
import java.util.List;

/// How sure a student is of an answer made of parts: a logistic function of the evidence for it.
///
/// @param weights one for each piece of evidence, then two for the decisions' reliability
/// @param reliability for each decision, the share of held-out answers made with it that were right
public record Certainty(List<Double> weights, List<Double> reliability) {

  /// What [#evidence] returns.
  public static final int EVIDENCE = Draft.EVIDENCE + 2;

  public Certainty {
    weights = List.copyOf(weights);
    reliability = List.copyOf(reliability);
    if (weights.size() != EVIDENCE) {
      throw new IllegalArgumentException("a certainty needs %d weights".formatted(EVIDENCE));
    }
  }

  /// {@return the evidence for a draft, the reliability of its decisions included}
  public static double[] evidence(Draft draft, List<Double> reliability) {
    double[] evidence = Arrays.copyOf(draft.evidence(), EVIDENCE);
    double least = 1;
    double sum = 0;
    for (int decision : draft.decisions()) {
      double share = reliability.get(decision);
      least = Math.min(least, share);
      sum += Reading.logit(share);
    }
    evidence[Draft.EVIDENCE] = Reading.logit(least);
    evidence[Draft.EVIDENCE + 1] = sum / Math.max(1, draft.decisions().length);
    return evidence;
  }

  /// {@return how likely the draft is right, in [0, 1]; 0 where it is no answer}
  public double score(Draft draft) {
    if (draft.answer().isEmpty()) {
      return 0;
    }
    double[] evidence = evidence(draft, reliability);
    double sum = 0;
    for (int i = 0; i < evidence.length; i++) {
      sum += weights.get(i) * evidence[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
