package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import dev.asterism.wire.UsageWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Whole answers of OpenAI's responses.
final class ResponsesAnswers {

  /// Settings that an answer repeats from its request.
  private static final List<String> REPEATED =
      List.of(
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "prompt_cache_key",
          "reasoning",
          "safety_identifier",
          "temperature",
          "text",
          "top_logprobs",
          "top_p",
          "user");

  private ResponsesAnswers() {}

  static Answer read(JsonNode json) throws Unreadable {
    if (json.path("status").asString("").equals("failed")) {
      throw new Unreadable(json.path("error").path("message").asString("it failed"));
    }
    if (!json.path("output").isArray()) {
      throw new Unreadable("it holds no output");
    }
    List<Part> parts = new ArrayList<>();
    ArrayNode logprobs = Json.object().putArray("logprobs");
    for (JsonNode item : json.path("output")) {
      item(item, parts, logprobs);
    }
    return new Answer(
        json.path("id").asString(""),
        json.path("model").asString(""),
        json.path("created_at").asLong(0),
        List.of(
            new Answer.Choice(
                parts,
                reason(json, parts.stream().anyMatch(part -> part instanceof Part.ToolCall)),
                Optional.empty(),
                logprobs.isEmpty() ? Optional.empty() : Optional.of(logprobs))),
        UsageWire.ofResponses(json.path("usage")));
  }

  private static void item(JsonNode item, List<Part> parts, ArrayNode logprobs) throws Unreadable {
    String type = item.path("type").asString("");
    switch (type) {
      case "message" -> {
        for (JsonNode part : item.path("content")) {
          if (part.path("type").asString("").equals("refusal")) {
            parts.add(new Part.Refusal(part.path("refusal").asString("")));
          } else {
            parts.add(new Part.Text(part.path("text").asString("")));
            part.path("logprobs").forEach(logprobs::add);
          }
        }
      }
      case "function_call" ->
          parts.add(
              new Part.ToolCall(
                  item.path("call_id").asString(""),
                  item.path("name").asString(""),
                  item.path("arguments").asString("{}")));
      case "reasoning" -> {
        StringBuilder text = new StringBuilder();
        item.path("summary").forEach(piece -> text.append(piece.path("text").asString("")));
        String seal = item.path("encrypted_content").asString("");
        if (!text.isEmpty() || !seal.isEmpty()) {
          parts.add(new Part.Thinking(text.toString(), seal));
        }
      }
      default -> throw new Unreadable("it holds an item of the unknown type '" + type + "'");
    }
  }

  static StopReason reason(JsonNode response, boolean called) {
    return switch (response.path("incomplete_details").path("reason").asString("")) {
      case "max_output_tokens" -> StopReason.TOO_LONG;
      case "content_filter" -> StopReason.REFUSED;
      default -> called ? StopReason.TOOL_CALLS : StopReason.DONE;
    };
  }

  static ObjectNode write(Answer answer, Asked asked) {
    ObjectNode json =
        envelope(
            answer.id(),
            answer.created() > 0 ? answer.created() : asked.now(),
            asked.model(answer.model()),
            asked);
    if (!answer.choices().isEmpty()) {
      Answer.Choice choice = answer.choices().getFirst();
      json.set("output", output(answer.id(), choice));
      end(json, choice.reason());
    } else {
      end(json, StopReason.DONE);
    }
    answer.usage().ifPresent(usage -> json.set("usage", UsageWire.responses(usage)));
    return json;
  }

  /// {@return a response without its output and its end}
  static ObjectNode envelope(String id, long created, String model, Asked asked) {
    ObjectNode json = Json.object();
    json.put("id", id);
    json.put("object", "response");
    json.put("created_at", created);
    json.put("status", "in_progress");
    json.putNull("error");
    json.putNull("incomplete_details");
    json.put("model", model);
    json.putArray("output");
    for (String field : REPEATED) {
      JsonNode value = asked.field(field);
      if (value.isMissingNode()) {
        json.putNull(field);
      } else {
        json.set(field, value);
      }
    }
    json.putNull("previous_response_id");
    repeat(json, asked, "metadata", Json.object());
    repeat(json, asked, "parallel_tool_calls", json.booleanNode(true));
    repeat(json, asked, "tool_choice", StringNode.valueOf("auto"));
    repeat(json, asked, "tools", Json.object().putArray("none"));
    repeat(json, asked, "truncation", StringNode.valueOf("disabled"));
    json.put("store", false);
    return json;
  }

  private static void repeat(ObjectNode json, Asked asked, String field, JsonNode otherwise) {
    JsonNode value = asked.field(field);
    json.set(field, value.isMissingNode() ? otherwise : value);
  }

  static void end(ObjectNode json, StopReason reason) {
    switch (reason) {
      case DONE, STOP_SEQUENCE, TOOL_CALLS -> json.put("status", "completed");
      case TOO_LONG, CONTEXT_FULL -> incomplete(json, "max_output_tokens");
      case REFUSED -> incomplete(json, "content_filter");
    }
  }

  private static void incomplete(ObjectNode json, String reason) {
    json.put("status", "incomplete").putObject("incomplete_details").put("reason", reason);
  }

  private static ArrayNode output(String id, Answer.Choice choice) {
    ArrayNode output = Json.object().putArray("output");
    ArrayNode content = Json.object().putArray("content");
    for (Part part : choice.parts()) {
      switch (part) {
        case Part.Text(var text) -> content.add(text(text, choice.logprobs()));
        case Part.Refusal(var text) ->
            content.addObject().put("type", "refusal").put("refusal", text);
        case Part.Thinking(var text, var seal) ->
            output.add(reasoning(name("rs", id, output), text, seal));
        case Part.HiddenThinking(var data) ->
            output.add(reasoning(name("rs", id, output), "", data));
        case Part.ToolCall _, Part.Image _, Part.File _, Part.Audio _, Part.ToolResult _ -> {}
      }
    }
    if (!content.isEmpty()) {
      output.add(message(name("msg", id, output), content));
    }
    for (Part part : choice.parts()) {
      if (part instanceof Part.ToolCall call) {
        output.add(call(name("fc", id, output), call));
      }
    }
    return output;
  }

  private static String name(String kind, String id, ArrayNode output) {
    return kind + "_" + id + "_" + output.size();
  }

  static ObjectNode text(String text, Optional<JsonNode> logprobs) {
    ObjectNode node = Json.object().put("type", "output_text").put("text", text);
    node.putArray("annotations");
    node.set("logprobs", logprobs.orElseGet(() -> Json.object().putArray("none")));
    return node;
  }

  static ObjectNode message(String id, ArrayNode content) {
    ObjectNode item =
        Json.object()
            .put("type", "message")
            .put("id", id)
            .put("status", "completed")
            .put("role", "assistant");
    item.set("content", content);
    return item;
  }

  static ObjectNode reasoning(String id, String text, String seal) {
    ObjectNode item = Json.object().put("type", "reasoning").put("id", id);
    ArrayNode summary = item.putArray("summary");
    if (!text.isEmpty()) {
      summary.addObject().put("type", "summary_text").put("text", text);
    }
    if (!seal.isEmpty()) {
      item.put("encrypted_content", seal);
    }
    return item;
  }

  static ObjectNode call(String id, Part.ToolCall call) {
    return Json.object()
        .put("type", "function_call")
        .put("id", id)
        .put("call_id", call.id())
        .put("name", call.name())
        .put("arguments", call.arguments())
        .put("status", "completed");
  }
}
