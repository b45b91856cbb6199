package dev.asterism.trace;

import java.util.Optional;

/// What one recording says of a semantic cache.
///
/// @param kept the answer, where it may be given again
/// @param comparison what the cache would have answered, where that was held against it
public record Reuse(Optional<KeptAnswer> kept, Optional<Comparison> comparison) {

  public static final Reuse NONE = new Reuse(Optional.empty(), Optional.empty());
}
