package dev.asterism.wire;

import dev.asterism.chat.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What requests and answers of every endpoint have in common.
public final class AnyWire {

  private static final String GEMINIS = "usageMetadata";

  private AnyWire() {}

  /// {@return the model that a request's body names; empty where it is no JSON or names none}
  public static Optional<String> model(byte[] body) {
    return read(body).flatMap(AnyWire::model);
  }

  /// {@return the model that a request names; empty where it names none}
  public static Optional<String> model(JsonNode request) {
    return Optional.of(request.path("model").asString("")).filter(name -> !name.isEmpty());
  }

  /// {@return what an answer says it used, at its end where it is a stream of events}
  public static Optional<Usage> usage(byte[] answer, boolean events) {
    if (!events) {
      return read(answer).flatMap(json -> usage(json, counts(json)));
    }
    // Some tell all at the end, some the input at the beginning and sums at the end.
    ObjectNode sum = Json.object();
    JsonNode[] last = {Json.object()};
    new String(answer, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("data:") && line.contains("\"usage"))
        .flatMap(line -> read(line.substring(5).getBytes(StandardCharsets.UTF_8)).stream())
        .filter(json -> counts(json).isObject())
        .forEach(json -> {
          last[0] = json;
          counts(json)
              .properties()
              .forEach(count -> {
                if (!count.getValue().isNull()) {
                  sum.set(count.getKey(), count.getValue());
                }
              });
        });
    return usage(last[0], sum);
  }

  private static JsonNode counts(JsonNode json) {
    for (JsonNode holder : List.of(json, json.path("response"), json.path("message"))) {
      if (holder.path("usage").isObject()) {
        return holder.path("usage");
      }
    }
    return json.path(json.has(GEMINIS) ? GEMINIS : "usage");
  }

  /// Endpoints of one kind count a prompt's tokens, those of another an input's, and Anthropic's
  /// what comes from the cache beside them.
  private static Optional<Usage> usage(JsonNode json, JsonNode usage) {
    if (json.path("type").asString("").startsWith("message")) {
      return UsageWire.ofMessages(usage);
    }
    if (json.has(GEMINIS)) {
      return UsageWire.ofGenerate(usage);
    }
    return UsageWire.ofChat(usage).or(() -> UsageWire.ofResponses(usage));
  }

  private static Optional<JsonNode> read(byte[] json) {
    try {
      return Optional.of(Json.MAPPER.readTree(json));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
