package dev.asterism.trace;

import java.util.OptionalDouble;

/// What would have been given from some threshold on, held against what its policy said: the kept
/// answer of a semantic cache by the likeness of the questions, or a cascade's draft by what its
/// judge made of it.
///
/// @param policy its name
/// @param scope the digest of all that one proof is about: of a cascade the policy as it is
///   configured; of a cache also who asks, and the whole request but its last message
/// @param attempt how often what is proved of the scope has begun anew, from 1
/// @param score in [0, 1]; from the threshold on it would have been given
/// @param agrees whether it means the same as what the policy said
/// @param threshold from which it was given at that time; empty where it never was
public record Comparison(
    String policy,
    String scope,
    int attempt,
    double score,
    boolean agrees,
    OptionalDouble threshold) {

  /// {@return whether it would have been given, had the coin not drawn the request}
  public boolean isAudit() {
    return threshold.isPresent() && score >= threshold.getAsDouble();
  }
}
