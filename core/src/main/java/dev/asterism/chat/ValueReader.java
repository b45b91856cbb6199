package dev.asterism.chat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads JSON as RFC 8259 has it, strictly, within bounds: anything else is no value.
final class ValueReader {

  /// Characters: an answer longer than this is an essay.
  static final int LONGEST = 16_384;

  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 40;
  private static final String HEXADECIMAL = "0123456789abcdef";

  private final String json;
  private int at;

  private ValueReader(String json) {
    this.json = json;
  }

  /// What is read is no value, or too large a one.
  private static final class NoValue extends Exception {
    private static final long serialVersionUID = 1L;

    NoValue() {
      super("no value", null, false, false);
    }
  }

  static Optional<Value> read(String json) {
    if (json.length() > LONGEST) {
      return Optional.empty();
    }
    ValueReader reader = new ValueReader(json);
    try {
      Value value = reader.value(0);
      reader.blanks();
      return reader.at == json.length() ? Optional.of(value) : Optional.empty();
    } catch (NoValue _) {
      return Optional.empty();
    }
  }

  private Value value(int depth) throws NoValue {
    blanks();
    if (depth > DEEPEST) {
      throw new NoValue();
    }
    return switch (peek()) {
      case '{' -> fields(depth);
      case '[' -> many(depth);
      case '"' -> new Value.Text(text());
      case 't' -> word("true", new Value.Truth(true));
      case 'f' -> word("false", new Value.Truth(false));
      case 'n' -> word("null", new Value.Nothing());
      default -> number();
    };
  }

  private Value fields(int depth) throws NoValue {
    SequencedMap<String, Value> fields = new LinkedHashMap<>();
    at++;
    blanks();
    if (peek() == '}') {
      at++;
      return new Value.Fields(fields);
    }
    while (true) {
      blanks();
      String name = text();
      blanks();
      expect(':');
      // Of a key that is there twice, readers take the first or the last.
      if (fields.put(name, value(depth + 1)) != null) {
        throw new NoValue();
      }
      blanks();
      if (peek() == '}') {
        at++;
        return new Value.Fields(fields);
      }
      expect(',');
    }
  }

  private Value many(int depth) throws NoValue {
    List<Value> items = new ArrayList<>();
    at++;
    blanks();
    if (peek() == ']') {
      at++;
      return new Value.Many(items);
    }
    while (true) {
      items.add(value(depth + 1));
      blanks();
      if (peek() == ']') {
        at++;
        return new Value.Many(items);
      }
      expect(',');
    }
  }

  private String text() throws NoValue {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char c = json.charAt(at++);
      if (c < ' ') {
        throw new NoValue();
      }
      text.append(c == '\\' ? escaped() : c);
    }
    at++;
    // Half a character cannot be kept in any encoding.
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new NoValue();
    }
    return text.toString();
  }

  private char escaped() throws NoValue {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw new NoValue();
    };
  }

  private char unit() throws NoValue {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = HEXADECIMAL.indexOf(Character.toLowerCase(peek()));
      if (digit < 0) {
        throw new NoValue();
      }
      unit = unit * 16 + digit;
      at++;
    }
    return (char) unit;
  }

  private Value number() throws NoValue {
    int begin = at;
    while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    String digits = json.substring(begin, at);
    if (digits.length() > LONGEST_NUMBER
        || !digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")) {
      throw new NoValue();
    }
    return new Value.Numeric(plain(new BigDecimal(digits)));
  }

  /// {@return a number's digits without exponent and needless zeros}
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private Value word(String word, Value value) throws NoValue {
    if (!json.startsWith(word, at)) {
      throw new NoValue();
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws NoValue {
    if (at >= json.length()) {
      throw new NoValue();
    }
    return json.charAt(at);
  }

  private void expect(char wanted) throws NoValue {
    if (peek() != wanted) {
      throw new NoValue();
    }
    at++;
  }
}
