package dev.asterism.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the wire reads and writes it.
final class Json {

  static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /// {@return the object that a request's body is}
  static ObjectNode object(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new BadRequest("", "The body is not valid JSON" + where + ".");
    }
    throw new BadRequest("", "The body must be a JSON object.");
  }

  static String text(JsonNode parent, String field, String path) {
    JsonNode value = parent.path(field);
    if (!value.isString() || value.asString().isEmpty()) {
      throw new BadRequest(path, "'" + path + "' must be a non-empty string.");
    }
    return value.asString();
  }
}
