package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import dev.asterism.wire.UsageWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whole answers of OpenAI's chat completions.
final class ChatAnswers {

  private ChatAnswers() {}

  static Answer read(JsonNode json) throws Unreadable {
    JsonNode list = json.path("choices");
    if (!list.isArray() || list.isEmpty()) {
      throw new Unreadable("it holds no choices");
    }
    List<Answer.Choice> choices = new ArrayList<>();
    for (JsonNode choice : list) {
      JsonNode logprobs = choice.path("logprobs").path("content");
      choices.add(
          new Answer.Choice(
              parts(choice.path("message")),
              reason(choice.path("finish_reason").asString("")),
              Optional.empty(),
              logprobs.isArray() ? Optional.of(logprobs) : Optional.empty()));
    }
    return new Answer(
        json.path("id").asString(""),
        json.path("model").asString(""),
        json.path("created").asLong(0),
        choices,
        UsageWire.ofChat(json.path("usage")));
  }

  private static List<Part> parts(JsonNode message) {
    List<Part> parts = new ArrayList<>();
    String thoughts = thought(message);
    if (!thoughts.isEmpty()) {
      parts.add(new Part.Thinking(thoughts, ""));
    }
    String text = message.path("content").asString("");
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    String refusal = message.path("refusal").asString("");
    if (!refusal.isEmpty()) {
      parts.add(new Part.Refusal(refusal));
    }
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      String id = call.path("id").asString("");
      parts.add(
          new Part.ToolCall(
              id.isEmpty() ? "call_" + parts.size() : id,
              function.path("name").asString(""),
              function.path("arguments").asString("{}")));
    }
    return parts;
  }

  /// Servers differ in what they call it.
  static String thought(JsonNode message) {
    return message.path("reasoning_content").asString(message.path("reasoning").asString(""));
  }

  static StopReason reason(String word) {
    return switch (word) {
      case "length" -> StopReason.TOO_LONG;
      case "tool_calls", "function_call" -> StopReason.TOOL_CALLS;
      case "content_filter" -> StopReason.REFUSED;
      default -> StopReason.DONE;
    };
  }

  static String word(StopReason reason) {
    return switch (reason) {
      case DONE, STOP_SEQUENCE -> "stop";
      case TOO_LONG, CONTEXT_FULL -> "length";
      case TOOL_CALLS -> "tool_calls";
      case REFUSED -> "content_filter";
    };
  }

  static ObjectNode write(Answer answer, Asked asked) {
    ObjectNode json = Json.object();
    json.put("id", answer.id());
    json.put("object", "chat.completion");
    json.put("created", answer.created() > 0 ? answer.created() : asked.now());
    json.put("model", asked.model(answer.model()));
    ArrayNode choices = json.putArray("choices");
    for (Answer.Choice choice : answer.choices()) {
      ObjectNode node = choices.addObject();
      node.put("index", choices.size() - 1);
      message(node.putObject("message"), choice);
      choice
          .logprobs()
          .ifPresentOrElse(
              list -> node.putObject("logprobs").set("content", list).putNull("refusal"),
              () -> node.putNull("logprobs"));
      node.put("finish_reason", word(choice.reason()));
    }
    answer.usage().ifPresent(usage -> json.set("usage", UsageWire.chat(usage)));
    return json;
  }

  private static void message(ObjectNode message, Answer.Choice choice) {
    message.put("role", "assistant");
    StringBuilder thoughts = new StringBuilder();
    Optional<String> refusal = Optional.empty();
    ArrayNode details = Json.object().putArray("details");
    ArrayNode calls = Json.object().putArray("calls");
    for (Part part : choice.parts()) {
      switch (part) {
        case Part.ToolCall call -> {
          ObjectNode node = calls.addObject().put("id", call.id()).put("type", "function");
          node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        }
        case Part.Thinking(var text, var signature) -> {
          thoughts.append(text);
          if (!signature.isEmpty()) {
            details.add(signed(text, signature));
          }
        }
        case Part.HiddenThinking(var data) -> details.add(hidden(data));
        case Part.Refusal(var text) -> refusal = Optional.of(text);
        case Part.Text _, Part.Image _, Part.File _, Part.Audio _, Part.ToolResult _ -> {}
      }
    }
    String text = choice.text();
    if (text.isEmpty() && (!calls.isEmpty() || refusal.isPresent())) {
      message.putNull("content");
    } else {
      message.put("content", text);
    }
    refusal.ifPresentOrElse(
        words -> message.put("refusal", words), () -> message.putNull("refusal"));
    if (!thoughts.isEmpty()) {
      message.put("reasoning_content", thoughts.toString());
    }
    if (!details.isEmpty()) {
      message.set("reasoning_details", details);
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
  }

  static ObjectNode signed(String text, String signature) {
    return Json.object()
        .put("type", "reasoning.text")
        .put("text", text)
        .put("signature", signature);
  }

  static ObjectNode hidden(String data) {
    return Json.object().put("type", "reasoning.encrypted").put("data", data);
  }
}
