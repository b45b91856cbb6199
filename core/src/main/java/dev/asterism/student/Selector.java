package dev.asterism.student;

/// How sure a student is of an answer: a logistic function of what can be seen of it.
///
/// The evidence: how likely the first label is, how far the second is behind, how reliable the
/// label was when others were held out, and how much of the input the student knows (novelty).
///
/// @param weights one for each piece of evidence, the constant last
public record Selector(double[] weights) {

  /// Pieces of evidence, the constant included.
  public static final int EVIDENCE = 6;

  public Selector {
    if (weights.length != EVIDENCE) {
      throw new IllegalArgumentException("a selector has " + EVIDENCE + " weights");
    }
  }

  /// {@return the evidence for an answer}
  ///
  /// @param first probability of the likeliest label
  /// @param second probability of the next
  /// @param reliability share of held-out answers with this label that were right
  /// @param known share of the input's n-grams that the student knows
  public static double[] evidence(double first, double second, double reliability, double known) {
    return new double[] {
      logit(first), Math.log((first + 1e-6) / (second + 1e-6)), logit(reliability), known, first, 1
    };
  }

  /// {@return the score of that evidence, in [0, 1]}
  public double score(double[] evidence) {
    double sum = 0;
    for (int i = 0; i < EVIDENCE; i++) {
      sum += weights[i] * evidence[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private static double logit(double p) {
    double inner = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
    return Math.log(inner / (1 - inner));
  }
}
