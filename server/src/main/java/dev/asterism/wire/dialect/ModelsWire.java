package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists of models.
public final class ModelsWire {

  private ModelsWire() {}

  /// {@return the models that a provider of any dialect tells of, by name, each as it told it}
  public static Map<String, JsonNode> read(byte[] body) {
    Map<String, JsonNode> models = new LinkedHashMap<>();
    try {
      JsonNode json = Json.read(body);
      json.path("data").forEach(entry -> models.put(entry.path("id").asString(""), entry));
      // Gemini's names begin with what they are.
      json.path("models")
          .forEach(entry ->
              models.put(entry.path("name").asString("").replaceFirst("^models/", ""), entry));
    } catch (JacksonException _) {
      return Map.of();
    }
    models.remove("");
    return models;
  }

  /// {@return a model of which only the name is known}
  public static JsonNode entry(Dialect dialect, String name) {
    ObjectNode model = Json.object();
    return switch (dialect) {
      case ANTHROPIC ->
          model
              .put("type", "model")
              .put("id", name)
              .put("display_name", name)
              .put("created_at", "1970-01-01T00:00:00Z");
      case GEMINI -> {
        model.put("name", "models/" + name).put("displayName", name);
        model.putArray("supportedGenerationMethods").add("generateContent").add("countTokens");
        yield model;
      }
      case OPENAI ->
          model
              .put("id", name)
              .put("object", "model")
              .put("created", 0)
              .put("owned_by", "asterism");
    };
  }

  public static byte[] list(Dialect dialect, Map<String, JsonNode> models) {
    ObjectNode json = Json.object();
    if (dialect == Dialect.OPENAI) {
      json.put("object", "list");
    }
    ArrayNode data = json.putArray(dialect == Dialect.GEMINI ? "models" : "data");
    models.values().forEach(data::add);
    if (dialect == Dialect.ANTHROPIC) {
      List<String> names = List.copyOf(models.keySet());
      json.put("has_more", false);
      json.put("first_id", names.isEmpty() ? "" : names.getFirst());
      json.put("last_id", names.isEmpty() ? "" : names.getLast());
    }
    return Json.bytes(json);
  }

  public static byte[] bytes(JsonNode entry) {
    return Json.bytes(entry);
  }
}
