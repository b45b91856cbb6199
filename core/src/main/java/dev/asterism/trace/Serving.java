package dev.asterism.trace;

import java.util.Optional;

/// How a provider came to serve a request.
///
/// @param provider the one that answered; empty where none did
/// @param attempts how often a provider was asked, from 0
/// @param reason why that one, such as `session; after openai 429`; empty where none was asked
/// @param usageEstimated whether nobody reported the usage, so that it is a guess by length
public record Serving(
    Optional<String> provider, int attempts, String reason, boolean usageEstimated) {

  /// No provider was asked.
  public static final Serving NONE = new Serving(Optional.empty(), 0, "", false);
}
