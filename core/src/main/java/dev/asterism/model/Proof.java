package dev.asterism.model;

import java.util.List;

/// An upper bound on a student's risk, from traffic it never saw.
///
/// @param threshold the score from which the student answers, in [0, 1]
/// @param seen fresh requests looked at
/// @param n how many of them the student would have answered
/// @param k how many of those answers differ from the reference
/// @param bound the Clopper-Pearson upper bound at the level spent on this look
/// @param eps the risk allowed
/// @param delta the whole probability allowed that the risk is above eps all the same
/// @param level the part of delta that this look spent
/// @param labels the answers looked at, label by label, the busiest first
/// @param labelsBounded whether each label's risk is bounded too: then an answer is given only from
///   its label's threshold on, and never where it has none
public record Proof(
    double threshold,
    int seen,
    int n,
    int k,
    double bound,
    double eps,
    double delta,
    double level,
    List<LabelRisk> labels,
    boolean labelsBounded) {

  public Proof {
    labels = List.copyOf(labels);
    if (k < 0 || n < k || seen < n) {
      throw new IllegalArgumentException("a proof needs 0 <= k <= n <= seen");
    }
  }

  /// {@return the share of fresh requests that the student would have answered}
  public double coverage() {
    return seen == 0 ? 0 : (double) n / seen;
  }
}
