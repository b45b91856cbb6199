package dev.asterism.chat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A JSON schema, as far as it says which answers are allowed: `type`, `enum`, `const`,
/// `properties`, `required`, `additionalProperties`, `items` and `anyOf`. What else it says is for
/// the teacher to keep.
///
/// @param rules the schema, which is JSON itself
public record Schema(Value rules) {

  private static final Value EVERYTHING = new Value.Truth(true);

  /// Allows whatever the teacher says.
  public static final Schema ANY = new Schema(EVERYTHING);

  /// Allows any text, and nothing else.
  public static final Schema TEXT = read("{\"type\":\"string\"}");

  private static final Set<String> TYPES =
      Set.of("string", "number", "boolean", "null", "array", "object");

  /// {@return the schema that a text spells; one that cannot be read allows everything}
  public static Schema read(String json) {
    return Value.read(json).map(Schema::new).orElse(ANY);
  }

  /// {@return whether a value has the form that this asks for}
  public boolean allows(Value value) {
    return allows(rules, value);
  }

  /// {@return the values declared for the field at a path of names; empty where none are}
  public List<Value> declared(List<String> path) {
    Value at = rules;
    for (String name : path) {
      at = part(part(at, "properties").orElse(EVERYTHING), name).orElse(EVERYTHING);
    }
    return part(at, "enum").map(Schema::items).orElse(List.of());
  }

  /// {@return what is allowed for a field of an object; empty where fields are declared and this
  /// one is not, or where no object is allowed}
  public Optional<Schema> field(String name) {
    if (!types().contains("object")) {
      return Optional.empty();
    }
    Optional<Value> properties = part(rules, "properties");
    return properties.isEmpty()
        ? part(rules, "additionalProperties").map(Schema::new).or(() -> Optional.of(ANY))
        : part(properties.get(), name).map(Schema::new);
  }

  /// {@return whether some value that another schema allows may be allowed here too, judged by
  /// their types alone}
  public boolean mayAllow(Schema other) {
    return !Collections.disjoint(types(), other.types());
  }

  /// The types that are allowed; a whole number is a number.
  private Set<String> types() {
    Optional<Value> any = part(rules, "anyOf");
    if (any.isPresent()) {
      return items(any.get()).stream()
          .flatMap(one -> new Schema(one).types().stream())
          .collect(Collectors.toSet());
    }
    return part(rules, "type")
        .map(type ->
            alternatives(type)
                .map(one -> one instanceof Value.Text(var name) ? name : "")
                .map(name -> name.equals("integer") ? "number" : name)
                .collect(Collectors.toSet()))
        .orElse(TYPES);
  }

  private static boolean allows(Value rules, Value value) {
    if (!(rules instanceof Value.Fields)) {
      return !rules.equals(new Value.Truth(false));
    }
    Optional<Value> type = part(rules, "type");
    if (type.isPresent() && alternatives(type.get()).noneMatch(one -> isOf(one, value))) {
      return false;
    }
    Optional<Value> closed = part(rules, "enum");
    if (closed.isPresent() && !items(closed.get()).contains(value)) {
      return false;
    }
    Optional<Value> constant = part(rules, "const");
    if (constant.isPresent() && !constant.get().equals(value)) {
      return false;
    }
    Optional<Value> any = part(rules, "anyOf");
    if (any.isPresent() && items(any.get()).stream().noneMatch(one -> allows(one, value))) {
      return false;
    }
    return switch (value) {
      case Value.Fields fields -> allowsFields(rules, fields);
      case Value.Many(var items) -> {
        Value each = part(rules, "items").orElse(EVERYTHING);
        yield items.stream().allMatch(item -> allows(each, item));
      }
      case Value.Text _, Value.Numeric _, Value.Truth _, Value.Nothing _ -> true;
    };
  }

  private static boolean allowsFields(Value rules, Value.Fields object) {
    List<Value> required = part(rules, "required").map(Schema::items).orElse(List.of());
    boolean complete =
        required.stream()
            .allMatch(
                name -> name instanceof Value.Text(var key) && object.fields().containsKey(key));
    Value properties = part(rules, "properties").orElse(EVERYTHING);
    Value others = part(rules, "additionalProperties").orElse(EVERYTHING);
    return complete
        && object.fields().entrySet().stream()
            .allMatch(
                field -> allows(part(properties, field.getKey()).orElse(others), field.getValue()));
  }

  private static boolean isOf(Value type, Value value) {
    return type instanceof Value.Text(var name)
        && switch (value) {
          case Value.Text _ -> name.equals("string");
          case Value.Numeric(var digits) ->
              name.equals("number") || (name.equals("integer") && digits.indexOf('.') < 0);
          case Value.Truth _ -> name.equals("boolean");
          case Value.Nothing _ -> name.equals("null");
          case Value.Many _ -> name.equals("array");
          case Value.Fields _ -> name.equals("object");
        };
  }

  private static Stream<Value> alternatives(Value type) {
    return type instanceof Value.Many(var names) ? names.stream() : Stream.of(type);
  }

  private static List<Value> items(Value list) {
    return list instanceof Value.Many(var items) ? items : List.of();
  }

  private static Optional<Value> part(Value object, String name) {
    return object instanceof Value.Fields(var fields)
        ? Optional.ofNullable(fields.get(name))
        : Optional.empty();
  }
}
