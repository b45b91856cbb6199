package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One field of a client's request.
///
/// @param name as the API spells it; a field inside of others by its path, such as
///   `messages[].name`
/// @param feature what it asks for
/// @param inside the fields of an object, where each asks for something of its own
record Field(String name, Feature feature, Canon canon, List<Field> inside) {

  Field(String name, Feature feature, Canon canon) {
    this(name, feature, canon, List.of());
  }

  /// Reads a value into the neutral language.
  interface Canon {

    /// @param path where the value stands
    void read(Draft draft, String path, JsonNode value);
  }

  /// A field inside of others, which is read with them.
  static Field within(String path, Feature feature) {
    return new Field(path, feature, (draft, where, value) -> draft.wish(feature, where, value));
  }

  static Field any(String name, Feature feature) {
    return new Field(name, feature, (draft, path, value) -> draft.wish(feature, path, value));
  }

  static Field number(String name, Feature feature) {
    return must(
        "a number",
        value -> value.isNumber() && Double.isFinite(value.asDouble(Double.NaN)),
        name,
        feature);
  }

  static Field whole(String name, Feature feature) {
    return must(
        "a whole number",
        value -> value.isIntegralNumber() && value.canConvertToLong(),
        name,
        feature);
  }

  static Field text(String name, Feature feature) {
    return must("a string", JsonNode::isString, name, feature);
  }

  /// A field that is refused where its value is of another kind.
  private static Field must(String kind, Predicate<JsonNode> right, String name, Feature feature) {
    return new Field(
        name,
        feature,
        (draft, path, value) -> {
          if (!right.test(value)) {
            throw new BadRequest(path, "'%s' must be %s.".formatted(path, kind));
          }
          draft.wish(feature, path, value);
        });
  }

  /// One text or a list of them; read as a list.
  static Field texts(String name, Feature feature) {
    return new Field(
        name,
        feature,
        (draft, path, value) -> {
          ArrayNode list = Json.object().putArray("list");
          (value.isArray() ? value : Json.object().putArray("one").add(value)).forEach(list::add);
          for (JsonNode item : list) {
            if (!item.isString()) {
              throw new BadRequest(path, "'" + path + "' must be a string or a list of strings.");
            }
          }
          if (!list.isEmpty()) {
            draft.wish(feature, path, list);
          }
        });
  }

  /// A field that asks nothing where it is false.
  static Field flag(String name, Feature feature) {
    return new Field(
        name,
        feature,
        (draft, path, value) -> {
          if (truth(path, value)) {
            draft.wish(feature, path, value);
          }
        });
  }

  /// A field that asks nothing where it has one of some values.
  static Field unless(Set<String> nothing, String name, Feature feature) {
    return where(value -> !nothing.contains(value.asString("")), name, feature);
  }

  /// A list or an object that asks nothing where it is empty.
  static Field filled(String name, Feature feature) {
    return where(value -> !value.isContainer() || !value.isEmpty(), name, feature);
  }

  /// A field that asks only where its value says something.
  private static Field where(Predicate<JsonNode> says, String name, Feature feature) {
    return new Field(
        name,
        feature,
        (draft, path, value) -> {
          if (says.test(value)) {
            draft.wish(feature, path, value);
          }
        });
  }

  /// An object whose every field is read by a table of its own.
  static Field object(String name, Feature feature, List<Field> table) {
    return new Field(
        name, feature, (draft, path, value) -> inside(draft, path, value, table), table);
  }

  private static void inside(Draft draft, String path, JsonNode value, List<Field> table) {
    if (!(value instanceof ObjectNode)) {
      throw new BadRequest(path, "'" + path + "' must be an object.");
    }
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      String where = path + "." + property.getKey();
      Field field =
          table.stream()
              .filter(one -> one.name().equals(property.getKey()))
              .findFirst()
              .orElseThrow(() -> Draft.unknown(where));
      if (!property.getValue().isNull()) {
        field.canon().read(draft, where, property.getValue());
      }
    }
  }

  static boolean truth(String path, JsonNode value) {
    if (!value.isBoolean()) {
      throw new BadRequest(path, "'" + path + "' must be true or false.");
    }
    return value.asBoolean();
  }
}
