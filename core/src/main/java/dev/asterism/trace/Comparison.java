package dev.asterism.trace;

import java.util.OptionalDouble;

/// What a semantic cache would have answered, held against what its policy said.
///
/// @param policy its name
/// @param scope the digest of all that must be the same for an answer to be given again: who asks,
///   whom, and the whole request but its last message
/// @param attempt how often the scope's cache has begun anew, from 1
/// @param likeness of the two questions
/// @param agrees whether the kept answer means the same as the policy's
/// @param threshold from which kept answers were given at that time; empty where none were
public record Comparison(
    String policy,
    String scope,
    int attempt,
    double likeness,
    boolean agrees,
    OptionalDouble threshold) {

  /// {@return whether the kept answer would have been given, had the coin not drawn the request}
  public boolean isAudit() {
    return threshold.isPresent() && likeness >= threshold.getAsDouble();
  }
}
