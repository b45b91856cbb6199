package dev.asterism.wire;

import dev.asterism.chat.Label;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `response_format` of a chat request.
public final class FormatWire {

  /// The order in which OpenAI's own examples write the keys; others follow by the alphabet. Any
  /// order would do, but a task is known by this spelling: changing it makes new tasks of old ones.
  private static final List<String> ORDER =
      List.of(
          "type",
          "json_schema",
          "name",
          "description",
          "schema",
          "strict",
          "enum",
          "const",
          "properties",
          "required",
          "additionalProperties");

  private FormatWire() {}

  /// {@return the form that a `response_format` demands; plain text where there is none}
  public static ResponseFormat read(JsonNode format) {
    String type = format.path("type").asString("");
    if (format.isMissingNode() || format.isNull() || type.equals("text")) {
      return new ResponseFormat.Text();
    }
    String canonical = Json.MAPPER.writeValueAsString(ordered(format));
    JsonNode schema = format.path("json_schema").path("schema");
    JsonNode properties = schema.path("properties");
    if (type.equals("json_schema")
        && properties.size() == 1
        && schema.path("required").size() == 1) {
      String field = properties.propertyNames().iterator().next();
      List<Label> values = values(properties.path(field));
      if (!values.isEmpty()) {
        return new ResponseFormat.OneField(canonical, field, values);
      }
    }
    return switch (type) {
      case "json_schema" ->
          new ResponseFormat.Json(
              canonical, Schema.read(Json.MAPPER.writeValueAsString(ordered(schema))));
      case "json_object" -> new ResponseFormat.Json(canonical, Schema.ANY);
      default -> new ResponseFormat.Other(canonical);
    };
  }

  /// The same with its keys in one order. Lists stay as they are: the order of an enum may mean
  /// something to a model.
  private static JsonNode ordered(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = Json.MAPPER.createObjectNode();
      node.propertyNames().stream()
          .sorted(Comparator.comparingInt(FormatWire::rank).thenComparing(name -> name))
          .forEach(name -> object.set(name, ordered(node.path(name))));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = Json.MAPPER.createArrayNode();
      node.forEach(item -> array.add(ordered(item)));
      return array;
    }
    return node;
  }

  private static int rank(String name) {
    int place = ORDER.indexOf(name);
    return place < 0 ? ORDER.size() : place;
  }

  /// The closed set that one field of a schema declares; empty where it declares none.
  private static List<Label> values(JsonNode field) {
    List<Label> values = new ArrayList<>();
    for (JsonNode value : field.path("enum")) {
      if (value.isString()) {
        values.add(new Label.Text(value.asString()));
      } else if (value.isBoolean()) {
        values.add(new Label.Truth(value.asBoolean()));
      } else {
        return List.of();
      }
    }
    if (values.isEmpty() && field.path("type").asString("").equals("boolean")) {
      return List.of(new Label.Truth(false), new Label.Truth(true));
    }
    return values;
  }
}
