package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.Json;
import dev.asterism.wire.UsageWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whole answers of Anthropic's messages.
final class MessagesAnswers {

  private MessagesAnswers() {}

  static Answer read(JsonNode json) throws Unreadable {
    if (!json.path("content").isArray()) {
      throw new Unreadable("it holds no content");
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode block : json.path("content")) {
      parts.add(part(block));
    }
    String sequence = json.path("stop_sequence").asString("");
    return new Answer(
        json.path("id").asString(""),
        json.path("model").asString(""),
        0,
        List.of(
            new Answer.Choice(
                parts,
                reason(json.path("stop_reason").asString("")),
                sequence.isEmpty() ? Optional.empty() : Optional.of(sequence),
                Optional.empty())),
        UsageWire.ofMessages(json.path("usage")));
  }

  private static Part part(JsonNode block) throws Unreadable {
    String type = block.path("type").asString("");
    return switch (type) {
      case "text" -> new Part.Text(block.path("text").asString(""));
      case "thinking" ->
          new Part.Thinking(
              block.path("thinking").asString(""), block.path("signature").asString(""));
      case "redacted_thinking" -> new Part.HiddenThinking(block.path("data").asString(""));
      case "tool_use" ->
          new Part.ToolCall(
              block.path("id").asString(""),
              block.path("name").asString(""),
              block.path("input").toString());
      default -> throw new Unreadable("it holds a block of the unknown type '" + type + "'");
    };
  }

  static StopReason reason(String word) {
    return switch (word) {
      case "max_tokens" -> StopReason.TOO_LONG;
      case "stop_sequence" -> StopReason.STOP_SEQUENCE;
      case "tool_use" -> StopReason.TOOL_CALLS;
      case "refusal" -> StopReason.REFUSED;
      case "model_context_window_exceeded" -> StopReason.CONTEXT_FULL;
      default -> StopReason.DONE;
    };
  }

  static String word(StopReason reason) {
    return switch (reason) {
      case DONE -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case TOO_LONG -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case REFUSED -> "refusal";
      case CONTEXT_FULL -> "model_context_window_exceeded";
    };
  }

  static ObjectNode write(Answer answer, Asked asked) {
    Answer.Choice choice =
        answer.choices().isEmpty()
            ? new Answer.Choice(List.of(), StopReason.DONE, Optional.empty(), Optional.empty())
            : answer.choices().getFirst();
    ObjectNode json = envelope(answer.id(), asked.model(answer.model()));
    ArrayNode content = json.putArray("content");
    boolean declined = false;
    for (Part part : choice.parts()) {
      block(content, part);
      declined |= part instanceof Part.Refusal;
    }
    json.put("stop_reason", declined ? "refusal" : word(choice.reason()));
    choice
        .stopSequence()
        .ifPresentOrElse(
            text -> json.put("stop_sequence", text), () -> json.putNull("stop_sequence"));
    json.set("usage", UsageWire.messages(answer.usage().orElse(Usage.NONE)));
    return json;
  }

  static ObjectNode envelope(String id, String model) {
    return Json.object()
        .put("id", id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model);
  }

  private static void block(ArrayNode content, Part part) {
    switch (part) {
      case Part.Text(var text) -> content.addObject().put("type", "text").put("text", text);
      case Part.Refusal(var text) -> content.addObject().put("type", "text").put("text", text);
      case Part.Thinking(var text, var signature) ->
          content
              .addObject()
              .put("type", "thinking")
              .put("thinking", text)
              .put("signature", signature);
      case Part.HiddenThinking(var data) ->
          content.addObject().put("type", "redacted_thinking").put("data", data);
      case Part.ToolCall call ->
          content
              .addObject()
              .put("type", "tool_use")
              .put("id", call.id())
              .put("name", call.name())
              .set("input", input(call.arguments()));
      case Part.Image _, Part.File _, Part.Audio _, Part.ToolResult _ -> {}
    }
  }

  /// Arguments that are no object, as of an answer that was cut short, go back as one text.
  static JsonNode input(String arguments) {
    try {
      JsonNode json = Json.read(arguments.getBytes(StandardCharsets.UTF_8));
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException _) {
      // Not an object.
    }
    return arguments.isBlank() ? Json.object() : Json.object().put("arguments", arguments);
  }
}
