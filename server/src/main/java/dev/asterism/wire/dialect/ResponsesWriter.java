package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Writes requests for OpenAI's responses.
final class ResponsesWriter {

  private ResponsesWriter() {}

  static Target write(Conversation conversation) {
    Target target = Target.of(conversation, ResponsesRules::of);
    target.json.put("model", conversation.model());
    ArrayNode input = target.json.putArray("input");
    conversation.turns().forEach(turn -> turn(input, turn));
    tools(target.json, conversation);
    format(target.json, conversation.form());
    if (target.wished(Feature.LOGPROBS) || target.wished(Feature.TOP_LOGPROBS)) {
      target.json.withArrayProperty("include").add("message.output_text.logprobs");
    }
    if (!target.wished(Feature.STORE)) {
      // The other APIs keep nothing unless they are told to.
      target.put("store", BooleanNode.FALSE);
    }
    if (conversation.stream()) {
      target.json.put("stream", true);
    }
    return target;
  }

  private static void turn(ArrayNode input, Turn turn) {
    boolean assistant = turn.speaker() == Turn.Speaker.ASSISTANT;
    ArrayNode content = Json.object().putArray("content");
    if (!turn.name().isEmpty()) {
      content.addObject().put("type", kind(assistant)).put("text", turn.name() + ": ");
    }
    for (Part part : turn.parts()) {
      switch (part) {
        case Part.ToolCall call -> {
          flush(input, turn, content);
          input
              .addObject()
              .put("type", "function_call")
              .put("call_id", call.id())
              .put("name", call.name())
              .put("arguments", call.arguments());
        }
        case Part.ToolResult result -> {
          flush(input, turn, content);
          ObjectNode item = input.addObject().put("type", "function_call_output");
          item.put("call_id", result.callId());
          item.set("output", output(result));
        }
        case Part.Thinking(var text, var signature) -> {
          flush(input, turn, content);
          thinking(input, text, signature);
        }
        case Part.HiddenThinking(var data) -> {
          flush(input, turn, content);
          thinking(input, "", data);
        }
        case Part.Text _, Part.Image _, Part.File _, Part.Refusal _ ->
            content.add(part(part, assistant));
        case Part.Audio _ -> throw new IllegalStateException("audio is refused by rule");
      }
    }
    flush(input, turn, content);
  }

  private static void thinking(ArrayNode input, String text, String signature) {
    if (signature.isEmpty()) {
      return;
    }
    ObjectNode item = input.addObject().put("type", "reasoning");
    ArrayNode summary = item.putArray("summary");
    if (!text.isEmpty()) {
      summary.addObject().put("type", "summary_text").put("text", text);
    }
    item.put("encrypted_content", signature);
  }

  private static void flush(ArrayNode input, Turn turn, ArrayNode content) {
    if (content.isEmpty()) {
      return;
    }
    ObjectNode item = input.addObject().put("type", "message");
    item.put(
        "role",
        switch (turn.speaker()) {
          case SYSTEM -> "system";
          case DEVELOPER -> "developer";
          case USER -> "user";
          case ASSISTANT -> "assistant";
        });
    item.set("content", content.deepCopy());
    content.removeAll();
  }

  private static String kind(boolean assistant) {
    return assistant ? "output_text" : "input_text";
  }

  private static JsonNode part(Part part, boolean assistant) {
    ObjectNode node = Json.object();
    switch (part) {
      case Part.Image(var source, var detail) -> {
        node.put("type", "input_image").put("detail", detail.orElse("auto"));
        node.put(
            source instanceof Part.Source.Stored ? "file_id" : "image_url", Sources.url(source));
      }
      case Part.File(Part.Source.Plain(var text), _) ->
          node.put("type", "input_text").put("text", text);
      case Part.File(var source, var name) -> {
        node.put("type", "input_file");
        name.ifPresent(word -> node.put("filename", word));
        node.put(
            switch (source) {
              case Part.Source.Data _, Part.Source.Plain _ -> "file_data";
              case Part.Source.Url _ -> "file_url";
              case Part.Source.Stored _ -> "file_id";
            },
            Sources.url(source));
      }
      case Part.Refusal(var text) -> node.put("type", "refusal").put("refusal", text);
      case Part.Text(var text) -> node.put("type", kind(assistant)).put("text", text);
      case Part.Audio _,
          Part.ToolCall _,
          Part.ToolResult _,
          Part.Thinking _,
          Part.HiddenThinking _ ->
          throw new IllegalStateException("not a part of a message's content: " + part);
    }
    return node;
  }

  private static JsonNode output(Part.ToolResult result) {
    List<Part> parts = result.content();
    String error = result.failed() ? "Error: " : "";
    if (parts.stream().allMatch(part -> part instanceof Part.Text)) {
      return StringNode.valueOf(error + ChatWriter.text(parts));
    }
    ArrayNode output = Json.object().putArray("output");
    parts.forEach(part -> output.add(part(part, false)));
    return output;
  }

  private static void tools(ObjectNode json, Conversation conversation) {
    if (!conversation.tools().isEmpty()) {
      ArrayNode tools = json.putArray("tools");
      for (Tool tool : conversation.tools()) {
        ObjectNode node = tools.addObject().put("type", "function");
        ChatWriter.function(node, tool);
        if (tool.strict().isEmpty()) {
          // Responses are strict unless told otherwise; the other APIs are not.
          node.put("strict", false);
        }
      }
    }
    conversation.toolChoice().ifPresent(choice -> json.set("tool_choice", choice(choice)));
  }

  private static JsonNode choice(ToolChoice choice) {
    ObjectNode node = Json.object();
    return switch (choice) {
      case ToolChoice.Auto _ -> StringNode.valueOf("auto");
      case ToolChoice.None _ -> StringNode.valueOf("none");
      case ToolChoice.Any _ -> StringNode.valueOf("required");
      case ToolChoice.Named(var name) -> node.put("type", "function").put("name", name);
      case ToolChoice.Among(var names, var must) -> {
        node.put("type", "allowed_tools").put("mode", must ? "required" : "auto");
        ArrayNode tools = node.putArray("tools");
        names.forEach(name -> tools.addObject().put("type", "function").put("name", name));
        yield node;
      }
    };
  }

  private static void format(ObjectNode json, AnswerForm form) {
    switch (form) {
      case AnswerForm.Text _ -> {}
      case AnswerForm.JsonObject _ ->
          json.withObjectProperty("text").putObject("format").put("type", "json_object");
      case AnswerForm.JsonSchema schema ->
          ChatWriter.schema(
              json.withObjectProperty("text").putObject("format").put("type", "json_schema"),
              schema);
    }
  }
}
