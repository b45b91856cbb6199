package dev.asterism.wire;

import dev.asterism.chat.Label;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Usage;
import dev.asterism.chat.Value;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a teacher answered to a chat request, in one piece or as a stream.
///
/// @param content the answer's text
/// @param complete whether it is one whole text: it stopped by itself and called no tool
/// @param usage as the provider reported it; empty where it did not
public record ChatReading(String content, boolean complete, Optional<Usage> usage) {

  private static final int LONGEST_LABEL = 200;

  /// {@return the answer in a body; empty where the body is no chat completion}
  public static Optional<ChatReading> of(byte[] body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      JsonNode choices = json.path("choices");
      if (!choices.isArray() || choices.isEmpty()) {
        return Optional.empty();
      }
      JsonNode choice = choices.path(0);
      JsonNode message = choice.path("message");
      boolean complete =
          choices.size() == 1
              && choice.path("finish_reason").asString("").equals("stop")
              && message.path("content").isString()
              && message.path("tool_calls").isEmpty();
      return Optional.of(
          new ChatReading(
              message.path("content").asString(""),
              complete,
              UsageWire.ofChat(json.path("usage"))));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// {@return the answer that a finished stream of events adds up to}
  public static Optional<ChatReading> ofStream(byte[] events) {
    StringBuilder content = new StringBuilder();
    boolean stopped = false;
    boolean plain = true;
    boolean any = false;
    Optional<Usage> usage = Optional.empty();
    for (String line : new String(events, StandardCharsets.UTF_8).lines().toList()) {
      String payload = line.startsWith("data:") ? line.substring(5).strip() : "";
      if (payload.isEmpty() || payload.equals("[DONE]")) {
        continue;
      }
      try {
        JsonNode json = Json.MAPPER.readTree(payload);
        any = true;
        if (json.path("usage").isObject()) {
          usage = UsageWire.ofChat(json.path("usage"));
        }
        for (JsonNode choice : json.path("choices")) {
          JsonNode delta = choice.path("delta");
          content.append(delta.path("content").asString(""));
          plain &= choice.path("index").asInt(0) == 0 && delta.path("tool_calls").isEmpty();
          stopped |= choice.path("finish_reason").asString("").equals("stop");
        }
      } catch (JacksonException _) {
        return Optional.empty();
      }
    }
    return any
        ? Optional.of(new ChatReading(content.toString(), stopped && plain, usage))
        : Optional.empty();
  }

  /// {@return the label that the answer amounts to under a format; empty for free text}
  public Optional<Label> label(ResponseFormat format) {
    String text = content.strip();
    if (!complete || text.isEmpty()) {
      return Optional.empty();
    }
    return switch (format) {
      case ResponseFormat.OneField oneField -> field(oneField, text);
      case ResponseFormat.Json(_, var schema) ->
          Optional.of(Value.ofAnswer(text))
              .filter(ChatReading::isJson)
              .filter(schema::allows)
              .map(Value::label);
      case ResponseFormat.Text _ ->
          Optional.of(Value.ofAnswer(text))
              .filter(value -> isJson(value) || text.length() <= LONGEST_LABEL)
              .map(Value::label);
      case ResponseFormat.Other _ -> Optional.empty();
    };
  }

  private static boolean isJson(Value value) {
    return value instanceof Value.Fields || value instanceof Value.Many;
  }

  private static Optional<Label> field(ResponseFormat.OneField format, String text) {
    try {
      JsonNode value = Json.MAPPER.readTree(text).path(format.field());
      Optional<Label> label =
          value.isBoolean()
              ? Optional.of(new Label.Truth(value.asBoolean()))
              : value.isString() ? Optional.of(new Label.Text(value.asString())) : Optional.empty();
      return label.filter(format.values()::contains);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
