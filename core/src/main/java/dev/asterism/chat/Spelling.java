package dev.asterism.chat;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A way to write JSON: what a person sees of a value beside the value.
///
/// @param afterColon between a key's colon and its value
/// @param afterComma between an item's comma and the next item, where all is in one line
/// @param indent blanks for each level, each item in a line of its own; 0 for one line
/// @param ascii whether every other character is escaped
/// @param order keys in their order; those not in it come last, by the alphabet
public record Spelling(
    String afterColon, String afterComma, int indent, boolean ascii, List<String> order) {

  /// Keys sorted, no blanks.
  public static final Spelling CANONICAL = new Spelling("", "", 0, false, List.of());

  public Spelling {
    order = List.copyOf(order);
  }

  /// {@return the same with its keys in another order}
  public Spelling ordered(List<String> keys) {
    return new Spelling(afterColon, afterComma, indent, ascii, keys);
  }

  public String write(Value value) {
    StringBuilder json = new StringBuilder();
    write(value, 0, json);
    return json.toString();
  }

  private void write(Value value, int level, StringBuilder json) {
    switch (value) {
      case Value.Text(var text) -> quote(text, json);
      case Value.Numeric(var digits) -> json.append(digits);
      case Value.Truth(var truth) -> json.append(truth);
      case Value.Nothing _ -> json.append("null");
      case Value.Many(var items) -> {
        json.append('[');
        Iterator<Value> rest = items.iterator();
        while (rest.hasNext()) {
          line(level + 1, json);
          write(rest.next(), level + 1, json);
          comma(rest.hasNext(), json);
        }
        close(items.isEmpty(), level, ']', json);
      }
      case Value.Fields(var fields) -> {
        json.append('{');
        Iterator<Map.Entry<String, Value>> rest =
            fields.entrySet().stream()
                .sorted(
                    Comparator.comparingInt(
                            (Map.Entry<String, Value> field) -> rank(field.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .iterator();
        while (rest.hasNext()) {
          Map.Entry<String, Value> field = rest.next();
          line(level + 1, json);
          quote(field.getKey(), json);
          json.append(':').append(afterColon);
          write(field.getValue(), level + 1, json);
          comma(rest.hasNext(), json);
        }
        close(fields.isEmpty(), level, '}', json);
      }
    }
  }

  private int rank(String key) {
    int place = order.indexOf(key);
    return place < 0 ? order.size() : place;
  }

  private void comma(boolean more, StringBuilder json) {
    if (more) {
      json.append(',').append(indent == 0 ? afterComma : "");
    }
  }

  private void close(boolean empty, int level, char bracket, StringBuilder json) {
    if (!empty) {
      line(level, json);
    }
    json.append(bracket);
  }

  private void line(int level, StringBuilder json) {
    if (indent > 0) {
      json.append('\n').repeat(' ', indent * level);
    }
  }

  private void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ' || (ascii && c > '~')) {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
