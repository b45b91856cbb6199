package dev.asterism.wire;

import dev.asterism.chat.Usage;
import dev.asterism.chat.Value;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A whole chat completion as who judges it sees it.
///
/// @param text what it says; its tools' calls in one canonical spelling where it calls some
/// @param calls whether it calls tools
/// @param probability of its tokens, their geometric mean, in (0, 1]; empty where they are not told
public record ChatDraft(
    String text, boolean calls, OptionalDouble probability, Optional<Usage> usage) {

  /// {@return the answer in a body; empty where it says nothing, or is no chat completion}
  public static Optional<ChatDraft> of(byte[] body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      JsonNode choice = json.path("choices").path(0);
      JsonNode message = choice.path("message");
      JsonNode calls = message.path("tool_calls");
      String text = message.path("content").asString("");
      String said = calls.isEmpty() ? text : spelled(calls);
      return said.isBlank()
          ? Optional.empty()
          : Optional.of(
              new ChatDraft(
                  said,
                  !calls.isEmpty(),
                  probability(choice.path("logprobs").path("content")),
                  UsageWire.ofChat(json.path("usage"))));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static String spelled(JsonNode calls) {
    StringBuilder all = new StringBuilder();
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      String arguments = function.path("arguments").asString("");
      all.append(function.path("name").asString(""))
          .append('(')
          .append(Value.ofAnswer(arguments).canonical())
          .append(");");
    }
    return all.toString();
  }

  private static OptionalDouble probability(JsonNode tokens) {
    double sum = 0;
    int count = 0;
    for (JsonNode token : tokens) {
      if (token.path("logprob").isNumber()) {
        sum += Math.min(0, token.path("logprob").asDouble());
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / count));
  }
}
