package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Google takes every field of its API in two spellings, `systemInstruction` and
/// `system_instruction`; here all are read in the first.
final class CamelCase {

  /// What these hold is spelled by the client, not by the API.
  private static final Set<String> CLIENTS_OWN =
      Set.of(
          "args",
          "labels",
          "parameters",
          "parametersJsonSchema",
          "response",
          "responseJsonSchema",
          "responseSchema");

  private CamelCase() {}

  /// {@return the same request in one spelling}
  ///
  /// @throws BadRequest if a field is there in both
  static ObjectNode of(ObjectNode json) {
    return object(json, "");
  }

  private static ObjectNode object(ObjectNode json, String path) {
    ObjectNode spelled = Json.object();
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      String name = word(property.getKey());
      String where = path.isEmpty() ? name : path + "." + name;
      if (spelled.has(name)) {
        throw new BadRequest(where, "'" + where + "' is there twice, in two spellings.");
      }
      JsonNode value = property.getValue();
      spelled.set(name, CLIENTS_OWN.contains(name) ? value : node(value, where));
    }
    return spelled;
  }

  private static JsonNode node(JsonNode value, String path) {
    if (value instanceof ObjectNode object) {
      return object(object, path);
    }
    if (value instanceof ArrayNode list) {
      ArrayNode spelled = Json.object().putArray("list");
      for (JsonNode item : list) {
        spelled.add(node(item, path + "[" + spelled.size() + "]"));
      }
      return spelled;
    }
    return value;
  }

  /// {@return a name without underscores, each letter after one written large}
  static String word(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder word = new StringBuilder(name.length());
    for (String piece : name.split("_", -1)) {
      boolean first = word.isEmpty() || piece.isEmpty();
      word.append(first ? piece : Character.toUpperCase(piece.charAt(0)) + piece.substring(1));
    }
    return word.toString();
  }
}
