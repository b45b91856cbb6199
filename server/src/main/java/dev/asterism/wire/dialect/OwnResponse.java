package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A response that a student gave. Its provider never heard of it: who goes on from it, or asks for
/// it again, must be helped here.
///
/// @param request as the client sent it
/// @param answer as the client was told it
/// @param events whether it was told as a stream
public record OwnResponse(byte[] request, byte[] answer, boolean events) {

  /// What the ids of such responses begin with; the trace's id follows.
  static final String PREFIX = "resp_asterism_";

  private static final String PREVIOUS = "previous_response_id";

  /// {@return the trace of a response of ours; empty for an id of anybody else's}
  public static Optional<String> trace(String id) {
    return Optional.of(id)
        .filter(one -> one.startsWith(PREFIX))
        .map(one -> one.substring(PREFIX.length()))
        .filter(rest -> rest.matches("[0-9a-f]{28}"));
  }

  /// {@return the trace of the response of ours that a request goes on from; empty where it goes on
  /// from none}
  public static Optional<String> previous(byte[] body) {
    try {
      return trace(Json.read(body).path(PREVIOUS).asString(""));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// {@return what to tell whoever goes on from a response that is not kept any more}
  public static BadRequest forgotten(String trace) {
    return new BadRequest(
        PREVIOUS,
        "The response '%s' is not kept any more; send the conversation itself as 'input'."
            .formatted(PREFIX + trace));
  }

  /// {@return a request that goes on from this response, with all that was said written out}
  public byte[] continued(byte[] body) {
    ObjectNode json = Json.object(body);
    ArrayNode input = input();
    String text =
        AnswerReading.of(Api.RESPONSES, answer, events).map(ChatReading::content).orElse("");
    input.addObject().put("role", "assistant").put("content", text);
    add(input, json.path("input"));
    json.remove(PREVIOUS);
    json.set("input", input);
    return Json.bytes(json);
  }

  /// {@return what it was asked with, as items}
  ArrayNode input() {
    ArrayNode input = Json.object().putArray("input");
    add(input, Json.object(request).path("input"));
    return input;
  }

  /// {@return its id, as the client was told it}
  String id() {
    return Json.object(whole()).path("id").asString();
  }

  /// {@return what to tell whoever had a response deleted}
  public static byte[] deleted(String id) {
    return Json.bytes(Json.object().put("id", id).put("object", "response").put("deleted", true));
  }

  private static void add(ArrayNode items, JsonNode input) {
    if (input.isString()) {
      items.addObject().put("role", "user").set("content", input);
    } else {
      input.forEach(items::add);
    }
  }

  /// {@return the response in one piece}
  public byte[] whole() {
    if (!events) {
      return answer;
    }
    // A stream's last event tells the whole.
    String last =
        new String(answer, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("data: "))
            .reduce("data: {}", (_, line) -> line);
    return Json.bytes(
        Json.read(last.substring("data: ".length()).getBytes(StandardCharsets.UTF_8))
            .path("response"));
  }
}
