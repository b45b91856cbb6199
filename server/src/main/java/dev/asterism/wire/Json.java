package dev.asterism.wire;

import dev.asterism.chat.Value;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the wire reads and writes it.
public final class Json {

  static final JsonMapper MAPPER = new JsonMapper();

  /// Of a key that is there twice, readers take the first or the last: the provider might answer
  /// another question than the one looked at here.
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  /// For texts that hold one half of a character, which UTF-8 cannot spell.
  private static final JsonMapper ESCAPING =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final JsonMapper SORTING =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private Json() {}

  /// {@return what a provider wrote, of a key that is there twice the last}
  ///
  /// @throws JacksonException if it is no JSON
  public static JsonNode read(byte[] json) {
    JsonNode node = MAPPER.readTree(json);
    return node == null ? MissingNode.getInstance() : node;
  }

  /// {@return the same JSON without blanks and with its keys in order: equal for equal values}
  ///
  /// @throws BadRequest if it is no JSON object
  public static byte[] sorted(byte[] body) {
    return SORTING.writeValueAsBytes(object(body));
  }

  /// {@return what reads a text token by token, and knows where each stands}
  public static JsonParser parser(String text) {
    return MAPPER.createParser(text);
  }

  /// {@return what reads bytes token by token, and knows where each stands}
  public static JsonParser parser(byte[] json) {
    return MAPPER.createParser(json);
  }

  /// {@return a new object}
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// {@return the node that a value is, its keys in the value's own order}
  public static JsonNode of(Value value) {
    return switch (value) {
      case Value.Text(var text) -> MAPPER.getNodeFactory().stringNode(text);
      case Value.Numeric(var digits) -> MAPPER.getNodeFactory().numberNode(new BigDecimal(digits));
      case Value.Truth(var truth) -> MAPPER.getNodeFactory().booleanNode(truth);
      case Value.Nothing _ -> MAPPER.getNodeFactory().nullNode();
      case Value.Many(var items) -> {
        ArrayNode array = MAPPER.createArrayNode();
        items.forEach(item -> array.add(of(item)));
        yield array;
      }
      case Value.Fields(var fields) -> {
        ObjectNode object = MAPPER.createObjectNode();
        fields.forEach((name, field) -> object.set(name, of(field)));
        yield object;
      }
    };
  }

  /// {@return whether a text can be a key: one that holds half a character is read back by nobody}
  public static boolean isKey(String text) {
    return text.codePoints()
        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  /// {@return a node's bytes}
  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JacksonException _) {
      return ESCAPING.writeValueAsBytes(node);
    }
  }

  /// {@return the object that a request's body is}
  public static ObjectNode object(byte[] body) {
    try {
      if (STRICT.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (StreamConstraintsException _) {
      throw new BadRequest(
          "",
          "The body is nested deeper than %d levels, or holds a name, a number or a text that is too long."
              .formatted(StreamReadConstraints.defaults().getMaxNestingDepth()));
    } catch (JacksonException e) {
      String key = e.processor() instanceof JsonParser at ? path(at.streamReadContext()) : "";
      if (e instanceof MismatchedInputException && !key.isEmpty()) {
        throw new BadRequest(key, "'" + key + "' is there twice; every key must be there once.");
      }
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new BadRequest("", "The body is not valid JSON" + where + ".");
    }
    throw new BadRequest("", "The body must be a JSON object.");
  }

  /// {@return where a parser stands, such as `messages[0].role`}
  private static String path(TokenStreamContext at) {
    TokenStreamContext parent = at.getParent();
    String before = parent == null ? "" : path(parent);
    if (at.inArray() && at.hasCurrentIndex()) {
      return before + "[" + at.getCurrentIndex() + "]";
    }
    if (at.inObject() && at.hasCurrentName()) {
      return before + (before.isEmpty() ? "" : ".") + at.currentName();
    }
    return before;
  }

  public static String text(JsonNode parent, String field, String path) {
    JsonNode value = parent.path(field);
    if (!value.isString() || value.asString().isEmpty()) {
      throw new BadRequest(path, "'" + path + "' must be a non-empty string.");
    }
    return value.asString();
  }
}
