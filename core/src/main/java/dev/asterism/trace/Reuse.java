package dev.asterism.trace;

import java.util.Optional;

/// What one recording says of a semantic cache, or of a threshold that is proved.
///
/// @param kept the answer, where it may be given again
/// @param comparison what would have been given in place of the policy's answer, where that was
///   held against it
public record Reuse(Optional<KeptAnswer> kept, Optional<Comparison> comparison) {

  public static final Reuse NONE = new Reuse(Optional.empty(), Optional.empty());

  /// {@return the same with a comparison, where it has none}
  public Reuse or(Optional<Comparison> other) {
    return new Reuse(kept, comparison.or(() -> other));
  }
}
