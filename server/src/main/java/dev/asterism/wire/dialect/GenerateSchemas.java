package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/// Gemini's own schemas, a dialect of OpenAPI's, told as JSON Schema: types in small letters,
/// `nullable` as one type more, counts as numbers, `propertyOrdering` as the order of properties.
final class GenerateSchemas {

  /// Google spells whole numbers of 64 bits as texts too.
  private static final Set<String> COUNTS =
      Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

  private GenerateSchemas() {}

  static JsonNode json(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    ObjectNode json = Json.object();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      keyword(json, CamelCase.word(property.getKey()), property.getValue());
    }
    if (json.path("properties") instanceof ObjectNode properties) {
      json.set("properties", ordered(properties, ordering(object)));
      // Gemini's objects have no other properties than those that are named.
      json.put("additionalProperties", false);
    }
    if (object.path("nullable").asBoolean(false)) {
      nullable(json);
    }
    return json;
  }

  private static void keyword(ObjectNode json, String name, JsonNode value) {
    switch (name) {
      case "type" -> {
        if (!value.asString("").equals("TYPE_UNSPECIFIED")) {
          json.put("type", value.asString("").toLowerCase(Locale.ROOT));
        }
      }
      case "items" -> json.set("items", json(value));
      case "anyOf" -> {
        ArrayNode any = json.putArray("anyOf");
        value.forEach(one -> any.add(json(one)));
      }
      case "properties" -> {
        ObjectNode properties = json.putObject("properties");
        value.properties().forEach(one -> properties.set(one.getKey(), json(one.getValue())));
      }
      case "example" -> json.putArray("examples").add(value);
      case "nullable", "propertyOrdering" -> {}
      default ->
          json.set(
              name,
              COUNTS.contains(name) && value.asString("").matches("[0-9]{1,18}")
                  ? LongNode.valueOf(Long.parseLong(value.asString()))
                  : value);
    }
  }

  private static List<String> ordering(ObjectNode schema) {
    JsonNode names =
        schema.has("propertyOrdering")
            ? schema.path("propertyOrdering")
            : schema.path("property_ordering");
    return StreamSupport.stream(names.spliterator(), false).map(name -> name.asString("")).toList();
  }

  private static ObjectNode ordered(ObjectNode properties, List<String> names) {
    ObjectNode ordered = Json.object();
    for (String name : names) {
      if (properties.has(name)) {
        ordered.set(name, properties.path(name));
      }
    }
    properties.properties().forEach(one -> ordered.putIfAbsent(one.getKey(), one.getValue()));
    return ordered;
  }

  private static void nullable(ObjectNode json) {
    if (json.has("type")) {
      String type = json.path("type").asString();
      json.putArray("type").add(type).add("null");
    } else if (json.path("anyOf") instanceof ArrayNode any) {
      any.addObject().put("type", "null");
    }
    if (json.path("enum") instanceof ArrayNode values) {
      ArrayNode all = values.deepCopy();
      all.addNull();
      json.set("enum", all);
    }
  }
}
