package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Writes requests for Gemini's generateContent.
final class GenerateWriter {

  private GenerateWriter() {}

  static Target write(Conversation conversation) {
    Target target = Target.of(conversation, GenerateRules::of);
    system(target, conversation);
    ArrayNode contents = target.json.putArray("contents");
    Map<String, String> callNames = new HashMap<>();
    for (Turn turn : MessagesWriter.joined(conversation.turns())) {
      ObjectNode content = contents.addObject();
      content.put("role", turn.speaker() == Turn.Speaker.ASSISTANT ? "model" : "user");
      parts(content.putArray("parts"), turn.parts(), callNames);
    }
    tools(target, conversation);
    form(target, conversation.form());
    if (target.wished(Feature.REASONING_SUMMARY)
        || target.wished(Feature.THINKING_BUDGET)
        || target.wished(Feature.THINKING_ADAPTIVE)) {
      target.put("generationConfig.thinkingConfig.includeThoughts", BooleanNode.TRUE);
    }
    if (target.wished(Feature.TOP_LOGPROBS)) {
      target.put("generationConfig.responseLogprobs", BooleanNode.TRUE);
    }
    return target;
  }

  private static void system(Target target, Conversation conversation) {
    ArrayNode parts = Json.object().putArray("parts");
    for (Turn turn : conversation.turns()) {
      if (turn.speaker().instructs()) {
        parts(parts, turn.parts(), new HashMap<>());
      }
    }
    if (!parts.isEmpty()) {
      target.json.putObject("systemInstruction").set("parts", parts);
    }
  }

  /// A signature stands on the part that follows what it signs.
  private static void parts(ArrayNode parts, List<Part> all, Map<String, String> callNames) {
    String signature = "";
    for (Part part : all) {
      if (part instanceof Part.Thinking(_, var signed)) {
        signature = signed.isEmpty() ? signature : signed;
        continue;
      }
      if (part instanceof Part.HiddenThinking(var data)) {
        signature = data;
        continue;
      }
      ObjectNode node = parts.addObject();
      part(node, part, callNames);
      if (!signature.isEmpty()) {
        node.put("thoughtSignature", signature);
        signature = "";
      }
    }
  }

  private static void part(ObjectNode node, Part part, Map<String, String> callNames) {
    switch (part) {
      case Part.Text(var text) -> node.put("text", text);
      case Part.Refusal(var text) -> node.put("text", text);
      case Part.Image(var source, _) -> source(node, source);
      case Part.File(var source, _) -> source(node, source);
      case Part.Audio(var format, var base64) ->
          node.putObject("inlineData").put("mimeType", "audio/" + format).put("data", base64);
      case Part.ToolCall call -> {
        callNames.put(call.id(), call.name());
        node.putObject("functionCall")
            .put("id", call.id())
            .put("name", call.name())
            .set("args", MessagesWriter.arguments(call));
      }
      case Part.ToolResult result -> {
        ObjectNode response = node.putObject("functionResponse");
        response.put("id", result.callId());
        response.put("name", callNames.getOrDefault(result.callId(), result.callId()));
        response
            .putObject("response")
            .put(result.failed() ? "error" : "result", ChatWriter.text(result.content()));
      }
      case Part.Thinking _, Part.HiddenThinking _ ->
          throw new IllegalStateException("thoughts are no parts of their own here");
    }
  }

  private static void source(ObjectNode node, Part.Source source) {
    switch (source) {
      case Part.Source.Data(var type, var base64) ->
          node.putObject("inlineData").put("mimeType", type).put("data", base64);
      case Part.Source.Url(var url) -> node.putObject("fileData").put("fileUri", url);
      case Part.Source.Stored(var id) -> node.putObject("fileData").put("fileUri", id);
      case Part.Source.Plain(var text) -> node.put("text", text);
    }
  }

  private static void tools(Target target, Conversation conversation) {
    if (!conversation.tools().isEmpty()) {
      ArrayNode functions =
          target.json.putArray("tools").addObject().putArray("functionDeclarations");
      for (Tool tool : conversation.tools()) {
        ObjectNode node = functions.addObject().put("name", tool.name());
        tool.description().ifPresent(text -> node.put("description", text));
        if (!tool.parameters().isEmpty()) {
          node.set("parametersJsonSchema", tool.parameters());
        }
      }
    }
    conversation
        .toolChoice()
        .ifPresent(choice ->
            choice(
                target
                    .json
                    .withObjectProperty("toolConfig")
                    .withObjectProperty("functionCallingConfig"),
                choice));
  }

  private static void choice(ObjectNode config, ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Auto _ -> config.put("mode", "AUTO");
      case ToolChoice.None _ -> config.put("mode", "NONE");
      case ToolChoice.Any _ -> config.put("mode", "ANY");
      case ToolChoice.Named(var name) ->
          config.put("mode", "ANY").putArray("allowedFunctionNames").add(name);
      case ToolChoice.Among(var names, var must) -> {
        ArrayNode allowed =
            config.put("mode", must ? "ANY" : "VALIDATED").putArray("allowedFunctionNames");
        names.forEach(allowed::add);
      }
    }
  }

  private static void form(Target target, AnswerForm form) {
    switch (form) {
      case AnswerForm.Text _ -> {}
      case AnswerForm.JsonObject _ -> json(target);
      case AnswerForm.JsonSchema schema -> {
        json(target);
        target.put("generationConfig.responseJsonSchema", schema.schema());
      }
    }
  }

  private static void json(Target target) {
    target.put("generationConfig.responseMimeType", StringNode.valueOf("application/json"));
  }
}
