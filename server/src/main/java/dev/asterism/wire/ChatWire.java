package dev.asterism.wire;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions.
public final class ChatWire {

  /// Fields that a student's answer honours, or that ask nothing of it. What is on neither list may
  /// change what a right answer is, so no student answers it.
  private static final Set<String> HARMLESS =
      Set.of(
          "model",
          "messages",
          "metadata",
          "store",
          "user",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "service_tier",
          "reasoning_effort",
          "temperature",
          "top_p",
          "seed",
          "frequency_penalty",
          "presence_penalty",
          "tool_choice",
          "function_call",
          "parallel_tool_calls",
          "top_logprobs",
          "response_format",
          "stream",
          "stream_options",
          // Looked at one by one below.
          "n",
          "logprobs",
          "modalities",
          "max_tokens",
          "max_completion_tokens");

  /// Fewer output tokens than this might cut a teacher's answer short.
  public static final int ENOUGH_TOKENS = 64;

  private ChatWire() {}

  /// {@return what a body asks}
  ///
  /// @param named the task's name, where a header gives it
  /// @throws BadRequest if the body is not a chat completion request
  public static ChatRequest parse(byte[] body, Optional<String> named) {
    ObjectNode json = Json.object(body);
    String model = Json.text(json, "model", "model");
    boolean stream = truth(json, "stream");
    JsonNode options = json.path("stream_options");
    return new ChatRequest(
        model,
        messages(json.path("messages")),
        FormatWire.read(json.path("response_format")),
        named.or(() -> metadataTask(json.path("metadata"))),
        stream,
        stream && options.path("include_usage").asBoolean(false),
        demands(json));
  }

  /// {@return the same request, to be answered in one piece}
  public static byte[] withoutStream(byte[] body) {
    ObjectNode json = Json.object(body);
    json.remove("stream");
    json.remove("stream_options");
    return Json.MAPPER.writeValueAsBytes(json);
  }

  private static boolean truth(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new BadRequest(field, "'" + field + "' must be true or false.");
    }
    return value.asBoolean();
  }

  /// {@return the name that a request gives to its task}
  public static Optional<String> metadataTask(JsonNode metadata) {
    JsonNode task = metadata.path("task");
    return task.isString() && !task.asString().isBlank()
        ? Optional.of(task.asString())
        : Optional.empty();
  }

  private static List<Message> messages(JsonNode list) {
    if (!list.isArray() || list.isEmpty()) {
      throw new BadRequest("messages", "'messages' must be a list of at least one message.");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode item : list) {
      messages.add(message(item, "messages[" + messages.size() + "]"));
    }
    return messages;
  }

  private static Message message(JsonNode item, String path) {
    if (!item.isObject()) {
      throw new BadRequest(path, "'" + path + "' must be an object.");
    }
    Role role = role(Json.text(item, "role", path + ".role"), path + ".role");
    boolean called = item.has("tool_calls") || item.has("function_call");
    JsonNode content = item.path("content");
    if (content.isString()) {
      return new Message(role, content.asString(), !called);
    }
    if (content.isArray()) {
      StringBuilder text = new StringBuilder();
      boolean textOnly = !called;
      for (JsonNode part : content) {
        textOnly &= part.path("type").asString("").equals("text");
        text.append(part.path("text").asString(""));
      }
      return new Message(role, text.toString(), textOnly);
    }
    if (content.isMissingNode() || content.isNull()) {
      return new Message(role, "", false);
    }
    throw new BadRequest(
        path + ".content", "'" + path + ".content' must be a string or a list of parts.");
  }

  private static Role role(String name, String path) {
    return switch (name) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "tool", "function" -> Role.TOOL;
      default ->
          throw new BadRequest(
              path,
              "'%s' is not a role: use system, developer, user, assistant or tool."
                  .formatted(name));
    };
  }

  private static Set<String> demands(JsonNode json) {
    Set<String> demands = new HashSet<>();
    for (String field : json.propertyNames()) {
      JsonNode value = json.path(field);
      boolean empty = value.isNull() || ((value.isArray() || value.isObject()) && value.isEmpty());
      if (!HARMLESS.contains(field) && !empty) {
        demands.add(field);
      }
    }
    if (json.path("n").asDouble(1) != 1) {
      demands.add("n");
    }
    if (json.path("logprobs").asBoolean(false)) {
      demands.add("logprobs");
    }
    for (JsonNode modality : json.path("modalities")) {
      if (!modality.asString("").toLowerCase(Locale.ROOT).equals("text")) {
        demands.add("modalities");
      }
    }
    for (String limit : List.of("max_tokens", "max_completion_tokens")) {
      if (json.path(limit).isNumber() && json.path(limit).asDouble(0) < ENOUGH_TOKENS) {
        demands.add(limit);
      }
    }
    return demands;
  }
}
