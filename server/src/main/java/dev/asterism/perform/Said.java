package dev.asterism.perform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asterism.chat.Usage;
import dev.asterism.trace.Draft;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a model said, as who judges or counts it sees it.
///
/// @param meaning equal for all answers that mean the same
/// @param text for another model to read
/// @param confidence of the model in its own answer, in [0, 1]; empty where it does not tell
/// @param wellFormed whether it has the form that the request asks for
/// @param usage as it was reported; empty where it was not
public record Said(
    String meaning,
    String text,
    OptionalDouble confidence,
    boolean wellFormed,
    Optional<Usage> usage) {

  private static final int TELLING = 16;

  /// {@return as much of it as is learnt from; no words}
  Draft draft() {
    return new Draft(
        wellFormed ? Digest.of(meaning.getBytes(UTF_8)).substring(0, TELLING) : "", confidence);
  }
}
