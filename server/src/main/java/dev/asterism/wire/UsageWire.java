package dev.asterism.wire;

import dev.asterism.chat.Usage;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// A provider's account of the tokens of a call.
///
/// One that cannot be right, as it counts in fractions or below zero, counts as none: the answer
/// that it came with is good all the same.
public final class UsageWire {

  /// No call has more tokens; whoever reports more reports nonsense.
  private static final long MOST = 1_000_000_000_000L;

  private UsageWire() {}

  public static Optional<Usage> ofChat(JsonNode usage) {
    return of(
        usage.path("prompt_tokens"),
        usage.path("prompt_tokens_details").path("cached_tokens"),
        usage.path("completion_tokens"),
        usage.path("completion_tokens_details").path("reasoning_tokens"),
        usage.path("prompt_tokens_details").path("cache_write_tokens"));
  }

  /// Of decisions and of responses.
  public static Optional<Usage> ofResponses(JsonNode usage) {
    return of(
        usage.path("input_tokens"),
        usage.path("input_tokens_details").path("cached_tokens"),
        usage.path("output_tokens"),
        usage.path("output_tokens_details").path("reasoning_tokens"),
        usage.path("input_tokens_details").path("cache_write_tokens"));
  }

  /// Anthropic counts what is read from the cache or written into it beside the input, and says
  /// apart which of the latter is to stay for an hour.
  public static Optional<Usage> ofMessages(JsonNode usage) {
    JsonNode hour = usage.path("cache_creation").path("ephemeral_1h_input_tokens");
    if (!counts(hour)) {
      return Optional.empty();
    }
    return of(
            usage.path("input_tokens"),
            usage.path("cache_read_input_tokens"),
            usage.path("output_tokens"),
            usage.path("output_tokens_details").path("thinking_tokens"),
            usage.path("cache_creation_input_tokens"))
        .map(beside ->
            new Usage(
                beside.inputTokens() + beside.cachedInputTokens() + beside.cacheWriteTokens(),
                beside.cachedInputTokens(),
                beside.outputTokens(),
                beside.reasoningTokens(),
                beside.cacheWriteTokens(),
                Math.min(hour.asLong(0), beside.cacheWriteTokens())));
  }

  /// Gemini counts thoughts beside the output, and what its own tools put into the prompt beside
  /// the input.
  public static Optional<Usage> ofGenerate(JsonNode usage) {
    JsonNode tools = usage.path("toolUsePromptTokenCount");
    if (!counts(tools)) {
      return Optional.empty();
    }
    return of(
            usage.path("promptTokenCount"),
            usage.path("cachedContentTokenCount"),
            usage.path("candidatesTokenCount"),
            usage.path("thoughtsTokenCount"),
            MissingNode.getInstance())
        .map(beside ->
            new Usage(
                beside.inputTokens() + tools.asLong(0),
                beside.cachedInputTokens(),
                beside.outputTokens() + beside.reasoningTokens(),
                beside.reasoningTokens()));
  }

  /// Gemini's, which counts thoughts beside the output.
  public static ObjectNode generate(Usage usage) {
    ObjectNode json = Json.object();
    json.put("promptTokenCount", usage.inputTokens());
    if (usage.cachedInputTokens() > 0) {
      json.put("cachedContentTokenCount", usage.cachedInputTokens());
    }
    json.put("candidatesTokenCount", Math.max(0, usage.outputTokens() - usage.reasoningTokens()));
    if (usage.reasoningTokens() > 0) {
      json.put("thoughtsTokenCount", usage.reasoningTokens());
    }
    json.put("totalTokenCount", usage.inputTokens() + usage.outputTokens());
    return json;
  }

  public static ObjectNode chat(Usage usage) {
    ObjectNode json = Json.object();
    json.put("prompt_tokens", usage.inputTokens());
    json.put("completion_tokens", usage.outputTokens());
    json.put("total_tokens", usage.inputTokens() + usage.outputTokens());
    ObjectNode details = json.putObject("prompt_tokens_details");
    details.put("cached_tokens", usage.cachedInputTokens());
    if (usage.cacheWriteTokens() > 0) {
      details.put("cache_write_tokens", usage.cacheWriteTokens());
    }
    json.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
    return json;
  }

  /// Of decisions and of responses.
  public static ObjectNode responses(Usage usage) {
    ObjectNode json = Json.object();
    json.put("input_tokens", usage.inputTokens());
    json.putObject("input_tokens_details")
        .put("cached_tokens", usage.cachedInputTokens())
        .put("cache_write_tokens", usage.cacheWriteTokens());
    json.put("output_tokens", usage.outputTokens());
    json.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
    json.put("total_tokens", usage.inputTokens() + usage.outputTokens());
    return json;
  }

  public static ObjectNode messages(Usage usage) {
    ObjectNode json = Json.object();
    json.put(
        "input_tokens",
        Math.max(0, usage.inputTokens() - usage.cachedInputTokens() - usage.cacheWriteTokens()));
    json.put("cache_creation_input_tokens", usage.cacheWriteTokens());
    if (usage.longCacheWriteTokens() > 0) {
      json.putObject("cache_creation")
          .put("ephemeral_5m_input_tokens", usage.cacheWriteTokens() - usage.longCacheWriteTokens())
          .put("ephemeral_1h_input_tokens", usage.longCacheWriteTokens());
    }
    json.put("cache_read_input_tokens", usage.cachedInputTokens());
    json.put("output_tokens", usage.outputTokens());
    json.putObject("output_tokens_details").put("thinking_tokens", usage.reasoningTokens());
    return json;
  }

  private static Optional<Usage> of(
      JsonNode input, JsonNode cached, JsonNode output, JsonNode reasoning, JsonNode written) {
    boolean counts =
        input.isNumber()
            && Stream.of(input, cached, output, reasoning, written).allMatch(UsageWire::counts);
    return counts
        ? Optional.of(
            new Usage(
                input.asLong(),
                cached.asLong(0),
                output.asLong(0),
                reasoning.asLong(0),
                written.asLong(0)))
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
