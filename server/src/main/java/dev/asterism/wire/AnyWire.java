package dev.asterism.wire;

import dev.asterism.chat.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What requests and answers of every endpoint have in common.
public final class AnyWire {

  private AnyWire() {}

  /// {@return the model that a request's body names; empty where it is no JSON or names none}
  public static Optional<String> model(byte[] body) {
    return read(body).map(json -> json.path("model").asString("")).filter(name -> !name.isEmpty());
  }

  /// {@return what an answer says it used, at its end where it is a stream of events}
  public static Optional<Usage> usage(byte[] answer, boolean events) {
    if (!events) {
      return read(answer).flatMap(AnyWire::usage);
    }
    return new String(answer, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("data:") && line.contains("\"usage\""))
        .flatMap(line -> read(line.substring(5).getBytes(StandardCharsets.UTF_8)).stream())
        .flatMap(json -> usage(json).stream())
        .reduce((_, last) -> last);
  }

  /// Endpoints of one kind count a prompt's tokens, those of the other an input's.
  private static Optional<Usage> usage(JsonNode json) {
    JsonNode usage =
        json.path("usage").isObject() ? json.path("usage") : json.path("response").path("usage");
    return UsageWire.ofChat(usage).or(() -> UsageWire.ofDecisions(usage));
  }

  private static Optional<JsonNode> read(byte[] json) {
    try {
      return Optional.of(Json.MAPPER.readTree(json));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
