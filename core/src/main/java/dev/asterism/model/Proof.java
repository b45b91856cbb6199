package dev.asterism.model;

import java.util.List;
import java.util.Optional;

/// An upper bound on a student's risk, from traffic it never saw.
///
/// @param threshold the score from which the student answers, in [0, 1]
/// @param seen fresh requests looked at
/// @param n how many of them the student would have answered
/// @param k how many of those answers differ from the reference
/// @param bound the lowest risk, in twentieths of eps, that these answers show not to be passed
/// @param eps the risk allowed
/// @param delta the whole probability allowed that the risk is above eps all the same
/// @param level the part of delta that the proof spent, however often it looked
/// @param labels the answers looked at, label by label, the busiest first
/// @param labelsBounded whether each label's risk is bounded too: then an answer is given only from
///   its label's threshold on, and never where it has none
/// @param since the newest of the task's examples when this threshold was first proved
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
    boolean labelsBounded,
    long since) {

  public Proof {
    labels = List.copyOf(labels);
    if (k < 0 || n < k || seen < n) {
      throw new IllegalArgumentException("a proof needs 0 <= k <= n <= seen");
    }
  }

  /// {@return this proof, or where it has the threshold of the one before, with the time of that}
  public Proof after(Optional<Proof> before) {
    long first = before.filter(old -> old.threshold() == threshold).map(Proof::since).orElse(since);
    return new Proof(threshold, seen, n, k, bound, eps, delta, level, labels, labelsBounded, first);
  }

  /// {@return the share of fresh requests that the student would have answered}
  public double coverage() {
    return seen == 0 ? 0 : (double) n / seen;
  }
}
