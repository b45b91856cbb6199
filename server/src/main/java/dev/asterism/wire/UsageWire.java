package dev.asterism.wire;

import dev.asterism.chat.Usage;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A provider's account of the tokens of a call.
///
/// One that cannot be right, as it counts in fractions or below zero, counts as none: the answer
/// that it came with is good all the same.
final class UsageWire {

  /// No call has more tokens; whoever reports more reports nonsense.
  private static final long MOST = 1_000_000_000_000L;

  private UsageWire() {}

  static Optional<Usage> ofChat(JsonNode usage) {
    return of(
        usage.path("prompt_tokens"),
        usage.path("prompt_tokens_details").path("cached_tokens"),
        usage.path("completion_tokens"),
        usage.path("completion_tokens_details").path("reasoning_tokens"));
  }

  static Optional<Usage> ofDecisions(JsonNode usage) {
    return of(
        usage.path("input_tokens"),
        usage.path("input_tokens_details").path("cached_tokens"),
        usage.path("output_tokens"),
        usage.path("output_tokens_details").path("reasoning_tokens"));
  }

  private static Optional<Usage> of(
      JsonNode input, JsonNode cached, JsonNode output, JsonNode reasoning) {
    boolean counts =
        input.isNumber() && Stream.of(input, cached, output, reasoning).allMatch(UsageWire::counts);
    return counts
        ? Optional.of(
            new Usage(input.asLong(), cached.asLong(0), output.asLong(0), reasoning.asLong(0)))
        : Optional.empty();
  }

  private static boolean counts(JsonNode number) {
    return number.isMissingNode()
        || number.isNull()
        || (number.canConvertToExactIntegral()
            && number.canConvertToLong()
            && number.asLong() >= 0
            && number.asLong() <= MOST);
  }
}
