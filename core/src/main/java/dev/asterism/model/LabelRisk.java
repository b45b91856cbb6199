package dev.asterism.model;

import java.util.Optional;

/// How often a student erred in one of its answers, on traffic it never saw.
///
/// @param label the label's key
/// @param threshold the score from which the student gives this answer; empty where its own risk
///   could not be shown to be small enough, so that it is never given
/// @param n how many of the answers looked at had this label
/// @param k how many of those differ from the reference
/// @param bound an upper bound on the label's risk: where risks are bounded for each label, one
///   that holds for all of them at once; otherwise one that holds for this label by itself
public record LabelRisk(String label, Optional<Double> threshold, int n, int k, double bound) {

  public LabelRisk {
    if (k < 0 || n < k) {
      throw new IllegalArgumentException("a label's risk needs 0 <= k <= n");
    }
  }
}
