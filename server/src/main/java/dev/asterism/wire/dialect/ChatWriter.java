package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Writes requests for OpenAI's chat completions.
final class ChatWriter {

  private ChatWriter() {}

  static Target write(Conversation conversation) {
    Target target = Target.of(conversation, ChatRules::of);
    target.json.put("model", conversation.model());
    ArrayNode messages = target.json.putArray("messages");
    conversation.turns().forEach(turn -> turn(messages, turn));
    tools(target.json, conversation);
    format(target.json, conversation.form());
    if (target.wished(Feature.TOP_LOGPROBS)) {
      target.put("logprobs", BooleanNode.TRUE);
    }
    if (conversation.stream()) {
      target.json.put("stream", true);
      // Whether or not the client wants to see it: the bill is known only by it.
      target.json.putObject("stream_options").put("include_usage", true);
    }
    return target;
  }

  private static void turn(ArrayNode messages, Turn turn) {
    List<Part> rest = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        ObjectNode message = messages.addObject();
        message.put("role", "tool");
        message.put("tool_call_id", result.callId());
        message.put("content", (result.failed() ? "Error: " : "") + text(result.content()));
      } else {
        rest.add(part);
      }
    }
    if (!rest.isEmpty() || turn.parts().isEmpty()) {
      message(messages, turn, rest);
    }
  }

  private static void message(ArrayNode messages, Turn turn, List<Part> parts) {
    ObjectNode message = messages.addObject();
    message.put(
        "role",
        switch (turn.speaker()) {
          case SYSTEM -> "system";
          case DEVELOPER -> "developer";
          case USER -> "user";
          case ASSISTANT -> "assistant";
        });
    if (!turn.name().isEmpty()) {
      message.put("name", turn.name());
    }
    ArrayNode content = Json.object().putArray("content");
    for (Part part : parts) {
      switch (part) {
        case Part.ToolCall call -> call(message.withArrayProperty("tool_calls"), call);
        case Part.Refusal(var text) -> message.put("refusal", text);
        case Part.Text _, Part.Image _, Part.File _, Part.Audio _ -> content.add(part(part));
        // What was thought is left out, and said to be.
        case Part.Thinking _, Part.HiddenThinking _, Part.ToolResult _ -> {}
      }
    }
    if (content.isEmpty()) {
      if (message.has("tool_calls") || message.has("refusal")) {
        message.putNull("content");
      } else {
        message.put("content", "");
      }
    } else if (content.size() == 1 && content.path(0).path("type").asString("").equals("text")) {
      message.set("content", content.path(0).path("text"));
    } else {
      message.set("content", content);
    }
  }

  private static void call(ArrayNode calls, Part.ToolCall call) {
    ObjectNode node = calls.addObject();
    node.put("id", call.id());
    node.put("type", "function");
    node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
  }

  private static JsonNode part(Part part) {
    ObjectNode node = Json.object();
    switch (part) {
      case Part.Image(var source, var detail) -> {
        node.put("type", "image_url");
        ObjectNode image = node.putObject("image_url");
        image.put("url", Sources.url(source));
        detail.ifPresent(word -> image.put("detail", word));
      }
      case Part.File(Part.Source.Plain(var text), _) -> node.put("type", "text").put("text", text);
      case Part.File(var source, var name) -> {
        node.put("type", "file");
        ObjectNode file = node.putObject("file");
        file.put(
            source instanceof Part.Source.Stored ? "file_id" : "file_data", Sources.url(source));
        name.ifPresent(word -> file.put("filename", word));
      }
      case Part.Audio(var format, var base64) -> {
        node.put("type", "input_audio");
        node.putObject("input_audio").put("data", base64).put("format", format);
      }
      case Part.Text(var text) -> node.put("type", "text").put("text", text);
      case Part.Refusal _,
          Part.ToolCall _,
          Part.ToolResult _,
          Part.Thinking _,
          Part.HiddenThinking _ ->
          throw new IllegalStateException("not a part of a message's content: " + part);
    }
    return node;
  }

  static String text(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text(var piece)) {
        text.append(text.isEmpty() ? "" : "\n").append(piece);
      }
    }
    return text.toString();
  }

  private static void tools(ObjectNode json, Conversation conversation) {
    if (!conversation.tools().isEmpty()) {
      ArrayNode tools = json.putArray("tools");
      for (Tool tool : conversation.tools()) {
        ObjectNode node = tools.addObject().put("type", "function");
        function(node.putObject("function"), tool);
      }
    }
    conversation.toolChoice().ifPresent(choice -> json.set("tool_choice", choice(choice)));
  }

  static void function(ObjectNode function, Tool tool) {
    function.put("name", tool.name());
    tool.description().ifPresent(text -> function.put("description", text));
    function.set("parameters", tool.parameters());
    tool.strict().ifPresent(strict -> function.put("strict", strict));
  }

  private static JsonNode choice(ToolChoice choice) {
    ObjectNode node = Json.object();
    return switch (choice) {
      case ToolChoice.Auto _ -> StringNode.valueOf("auto");
      case ToolChoice.None _ -> StringNode.valueOf("none");
      case ToolChoice.Any _ -> StringNode.valueOf("required");
      case ToolChoice.Named(var name) -> {
        node.put("type", "function").putObject("function").put("name", name);
        yield node;
      }
      case ToolChoice.Among(var names, var must) -> {
        ObjectNode allowed = node.put("type", "allowed_tools").putObject("allowed_tools");
        ArrayNode tools = allowed.put("mode", must ? "required" : "auto").putArray("tools");
        for (String name : names) {
          tools.addObject().put("type", "function").putObject("function").put("name", name);
        }
        yield node;
      }
    };
  }

  static void format(ObjectNode json, AnswerForm form) {
    switch (form) {
      case AnswerForm.Text _ -> {}
      case AnswerForm.JsonObject _ -> json.putObject("response_format").put("type", "json_object");
      case AnswerForm.JsonSchema schema -> {
        ObjectNode format = json.putObject("response_format").put("type", "json_schema");
        schema(format.putObject("json_schema"), schema);
      }
    }
  }

  static void schema(ObjectNode node, AnswerForm.JsonSchema schema) {
    node.put("name", schema.name());
    schema.description().ifPresent(text -> node.put("description", text));
    node.set("schema", schema.schema());
    schema.strict().ifPresent(strict -> node.put("strict", strict));
  }
}
