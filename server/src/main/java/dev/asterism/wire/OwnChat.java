package dev.asterism.wire;

import dev.asterism.chat.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A chat request of our own. Each method returns another one; none changes.
public final class OwnChat {

  private static final String TOOL_CALLS = "tool_calls";

  private final ObjectNode json;

  private OwnChat(ObjectNode json) {
    this.json = json;
  }

  /// What a model may call.
  public record Tool(String name, String description, Schema parameters) {}

  /// A model's call of a tool.
  ///
  /// @param arguments as the model wrote them, which may be no JSON at all
  public record ToolCall(String id, String name, String arguments) {}

  /// {@return a request of instructions and a question}
  public static OwnChat of(String model, String instructions, String question) {
    ObjectNode json = Json.object().put("model", model);
    ArrayNode messages = json.putArray("messages");
    if (!instructions.isBlank()) {
      messages.addObject().put("role", "system").put("content", instructions);
    }
    messages.addObject().put("role", "user").put("content", question);
    return new OwnChat(json);
  }

  /// {@return the same, to be answered by JSON of a schema}
  public OwnChat formed(String name, Schema form) {
    ObjectNode next = json.deepCopy();
    JsonNode schema = Json.of(form.rules());
    next.putObject("response_format")
        .put("type", "json_schema")
        .putObject("json_schema")
        .put("name", name)
        .put("strict", isClosed(schema))
        .set("schema", schema);
    return new OwnChat(next);
  }

  /// {@return the same, answered by so many tokens at most, hidden reasoning included}
  public OwnChat atMost(int tokens) {
    ObjectNode next = json.deepCopy();
    next.put("max_completion_tokens", tokens);
    return new OwnChat(next);
  }

  /// {@return the same, with a word of ours after it}
  public OwnChat told(String word) {
    ObjectNode next = json.deepCopy();
    next.withArrayProperty("messages").addObject().put("role", "user").put("content", word);
    return new OwnChat(next);
  }

  /// {@return the same, of which tools may be called}
  public OwnChat equipped(List<Tool> tools) {
    ObjectNode next = json.deepCopy();
    for (Tool tool : tools) {
      next.withArrayProperty("tools")
          .addObject()
          .put("type", "function")
          .putObject("function")
          .put("name", tool.name())
          .put("description", tool.description())
          .set("parameters", Json.of(tool.parameters().rules()));
    }
    return new OwnChat(next);
  }

  /// {@return the same, to be answered without another call}
  public OwnChat uncalled() {
    ObjectNode next = json.deepCopy();
    next.put("tool_choice", "none");
    return new OwnChat(next);
  }

  /// {@return what a model's answer calls; none where it is an answer in words}
  public static List<ToolCall> calls(byte[] answer) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode call : message(answer).path(TOOL_CALLS)) {
      JsonNode function = call.path("function");
      calls.add(
          new ToolCall(
              call.path("id").asString(""),
              function.path("name").asString(""),
              function.path("arguments").asString("")));
    }
    return calls;
  }

  /// {@return the same conversation, gone on by an answer that calls tools and by what came of it}
  ///
  /// @param results one for each call, in their order
  public OwnChat after(byte[] answer, List<String> results) {
    ObjectNode next = json.deepCopy();
    ArrayNode messages = next.withArrayProperty("messages");
    JsonNode said = message(answer);
    ObjectNode message = messages.addObject().put("role", "assistant");
    message.put("content", said.path("content").asString(""));
    message.set(TOOL_CALLS, said.path(TOOL_CALLS));
    List<ToolCall> calls = calls(answer);
    for (int i = 0; i < calls.size(); i++) {
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", calls.get(i).id())
          .put("content", results.get(i));
    }
    return new OwnChat(next);
  }

  public byte[] bytes() {
    return Json.bytes(json);
  }

  private static JsonNode message(byte[] answer) {
    return Json.read(answer).path("choices").path(0).path("message");
  }

  /// Providers keep strictly only to schemas that name every field of every object, and demand all.
  private static boolean isClosed(JsonNode schema) {
    boolean closed = true;
    if (schema.path("type").asString("").equals("object")) {
      Set<String> required = new HashSet<>();
      schema.path("required").forEach(name -> required.add(name.asString("")));
      closed =
          schema.path("additionalProperties").isBoolean()
              && !schema.path("additionalProperties").asBoolean()
              && required.containsAll(schema.path("properties").propertyNames());
    }
    for (JsonNode part : schema.path("properties")) {
      closed &= isClosed(part);
    }
    for (JsonNode part : schema.path("anyOf")) {
      closed &= isClosed(part);
    }
    return closed && (schema.path("items").isMissingNode() || isClosed(schema.path("items")));
  }
}
