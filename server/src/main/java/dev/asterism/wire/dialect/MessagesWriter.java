package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes requests for Anthropic's messages.
final class MessagesWriter {

  /// Messages must say how long the answer may be; a client that does not say gets this.
  private static final int USUAL_MAX_TOKENS = 8_192;

  private MessagesWriter() {}

  static Target write(Conversation conversation) {
    Target target = Target.of(conversation, MessagesRules::of);
    ObjectNode json = target.json;
    json.put("model", conversation.model());
    if (!target.wished(Feature.MAX_TOKENS)) {
      target.emulate("max_tokens");
      json.put("max_tokens", USUAL_MAX_TOKENS + conversation.thinkingBudget());
    }
    thinking(target, conversation);
    system(json, conversation);
    ArrayNode messages = json.putArray("messages");
    for (Turn turn : joined(conversation.turns())) {
      ObjectNode message = messages.addObject();
      message.put("role", turn.speaker() == Turn.Speaker.ASSISTANT ? "assistant" : "user");
      ArrayNode content = message.putArray("content");
      turn.parts().forEach(part -> block(content, part));
    }
    tools(target, conversation);
    if (conversation.form() instanceof AnswerForm.JsonSchema schema) {
      json.withObjectProperty("output_config")
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", schema.schema());
    }
    if (conversation.stream()) {
      json.put("stream", true);
    }
    return target;
  }

  private static void thinking(Target target, Conversation conversation) {
    if (target.wished(Feature.THINKING_BUDGET)) {
      target
          .json
          .putObject("thinking")
          .put("type", "enabled")
          .put("budget_tokens", conversation.thinkingBudget());
    } else if (target.wished(Feature.THINKING_ADAPTIVE)) {
      target.json.putObject("thinking").put("type", "adaptive");
    } else if (target.wished(Feature.THINKING_OFF)) {
      target.json.putObject("thinking").put("type", "disabled");
    }
  }

  private static void system(ObjectNode json, Conversation conversation) {
    ArrayNode system = Json.object().putArray("system");
    for (Turn turn : conversation.turns()) {
      if (turn.speaker().instructs()) {
        for (Part part : turn.parts()) {
          block(system, part);
        }
      }
    }
    if (conversation.form() instanceof AnswerForm.JsonObject) {
      system.addObject().put("type", "text").put("text", JSON_ONLY);
    }
    if (!system.isEmpty()) {
      json.set("system", system);
    }
  }

  static final String JSON_ONLY = "Answer with one JSON object and nothing else.";

  /// Turns of one speaker become one: results of tools must all be in the turn that follows the
  /// calls.
  static List<Turn> joined(List<Turn> turns) {
    List<Turn> joined = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn.speaker().instructs()) {
        continue;
      }
      List<Part> parts = new ArrayList<>();
      if (!turn.name().isEmpty()) {
        parts.add(new Part.Text(turn.name() + ": "));
      }
      parts.addAll(turn.parts());
      if (!joined.isEmpty() && joined.getLast().speaker() == turn.speaker()) {
        parts.addAll(0, joined.removeLast().parts());
      }
      joined.add(new Turn(turn.speaker(), parts));
    }
    return joined;
  }

  private static void block(ArrayNode blocks, Part part) {
    switch (part) {
      case Part.Text(var text) -> {
        if (!text.isEmpty()) {
          blocks.addObject().put("type", "text").put("text", text);
        }
      }
      case Part.Refusal(var text) -> blocks.addObject().put("type", "text").put("text", text);
      case Part.Image(var source, _) ->
          blocks.addObject().put("type", "image").set("source", source(source));
      case Part.File(var source, var name) -> {
        ObjectNode block = blocks.addObject().put("type", "document");
        block.set("source", source(source));
        name.ifPresent(title -> block.put("title", title));
      }
      case Part.ToolCall call ->
          blocks
              .addObject()
              .put("type", "tool_use")
              .put("id", call.id())
              .put("name", call.name())
              .set("input", arguments(call));
      case Part.ToolResult result -> {
        ObjectNode block = blocks.addObject().put("type", "tool_result");
        block.put("tool_use_id", result.callId());
        ArrayNode content = block.putArray("content");
        result.content().forEach(inner -> block(content, inner));
        if (result.failed()) {
          block.put("is_error", true);
        }
      }
      case Part.Thinking(var text, var signature) -> {
        if (!signature.isEmpty()) {
          blocks
              .addObject()
              .put("type", "thinking")
              .put("thinking", text)
              .put("signature", signature);
        }
      }
      case Part.HiddenThinking(var data) ->
          blocks.addObject().put("type", "redacted_thinking").put("data", data);
      case Part.Audio _ -> throw new IllegalStateException("audio is refused by rule");
    }
  }

  private static JsonNode source(Part.Source source) {
    ObjectNode node = Json.object();
    return switch (source) {
      case Part.Source.Data(var type, var base64) ->
          node.put("type", "base64").put("media_type", type).put("data", base64);
      case Part.Source.Url(var url) -> node.put("type", "url").put("url", url);
      case Part.Source.Stored(var id) -> node.put("type", "file").put("file_id", id);
      case Part.Source.Plain(var text) ->
          node.put("type", "text").put("media_type", "text/plain").put("data", text);
    };
  }

  /// {@return a call's arguments as an object}
  static ObjectNode arguments(Part.ToolCall call) {
    try {
      JsonNode json =
          call.arguments().isBlank() ? Json.object() : Json.read(bytes(call.arguments()));
      if (json instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      // Told below.
    }
    throw new BadRequest(
        "tool_calls", "The arguments of the tool call '" + call.id() + "' are not a JSON object.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void tools(Target target, Conversation conversation) {
    Optional<ToolChoice> choice = conversation.toolChoice();
    ArrayNode tools = Json.object().putArray("tools");
    for (Tool tool : conversation.tools()) {
      if (choice.isPresent()
          && choice.get() instanceof ToolChoice.Among(var names, _)
          && !names.contains(tool.name())) {
        continue;
      }
      ObjectNode node = tools.addObject().put("name", tool.name());
      tool.description().ifPresent(text -> node.put("description", text));
      node.set("input_schema", schema(tool.parameters()));
      tool.strict().filter(strict -> strict).ifPresent(strict -> node.put("strict", strict));
    }
    if (tools.isEmpty()) {
      return;
    }
    target.json.set("tools", tools);
    boolean serial = target.wished(Feature.SERIAL_TOOLS);
    if (choice.isPresent() || serial) {
      ObjectNode node = choice(choice.orElse(new ToolChoice.Auto()));
      if (serial) {
        node.put("disable_parallel_tool_use", true);
      }
      target.json.set("tool_choice", node);
    }
  }

  /// A schema must say that it is one of an object.
  private static JsonNode schema(JsonNode parameters) {
    if (parameters instanceof ObjectNode object && !object.has("type")) {
      return object.deepCopy().put("type", "object");
    }
    return parameters;
  }

  private static ObjectNode choice(ToolChoice choice) {
    ObjectNode node = Json.object();
    return switch (choice) {
      case ToolChoice.Auto _ -> node.put("type", "auto");
      case ToolChoice.None _ -> node.put("type", "none");
      case ToolChoice.Any _ -> node.put("type", "any");
      case ToolChoice.Named(var name) -> node.put("type", "tool").put("name", name);
      case ToolChoice.Among(_, var must) -> node.put("type", must ? "any" : "auto");
    };
  }
}
