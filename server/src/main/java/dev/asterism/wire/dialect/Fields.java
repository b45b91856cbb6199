package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An object inside of a request, read field by field; what nobody asked for is refused.
final class Fields {

  private final JsonNode node;
  private final String path;
  private final Set<String> taken = new HashSet<>();

  Fields(JsonNode node, String path) {
    if (!(node instanceof ObjectNode)) {
      throw new BadRequest(path, "'" + path + "' must be an object.");
    }
    this.node = node;
    this.path = path;
  }

  /// Reads a list of objects, each by where it stands.
  static void each(JsonNode list, String path, Consumer<Fields> reader) {
    int place = 0;
    for (JsonNode item : list) {
      reader.accept(new Fields(item, path + "[" + place + "]"));
      place++;
    }
  }

  /// {@return where this object stands}
  String path() {
    return path;
  }

  String at(String name) {
    return path + "." + name;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /// {@return a field's value; missing where it is absent or null}
  JsonNode take(String name) {
    taken.add(name);
    JsonNode value = node.path(name);
    return value.isNull() ? node.path("\0absent") : value;
  }

  String text(String name) {
    JsonNode value = take(name);
    if (!value.isString()) {
      throw new BadRequest(at(name), "'" + at(name) + "' must be a string.");
    }
    return value.asString();
  }

  Optional<String> optionalText(String name) {
    return take(name).isMissingNode() ? Optional.empty() : Optional.of(text(name));
  }

  Optional<Boolean> optionalTruth(String name) {
    JsonNode value = take(name);
    return value.isMissingNode() ? Optional.empty() : Optional.of(Field.truth(at(name), value));
  }

  /// {@return an object inside}
  Fields inside(String name) {
    return new Fields(take(name), at(name));
  }

  /// Takes fields that say nothing which the model must know, such as an id that an answer had.
  void ignore(String... names) {
    taken.addAll(Set.of(names));
  }

  void finish() {
    for (String name : node.propertyNames()) {
      JsonNode value = node.path(name);
      boolean empty = value.isNull() || (value.isContainer() && value.isEmpty());
      if (!taken.contains(name) && !empty) {
        throw Draft.unknown(at(name));
      }
    }
  }
}
