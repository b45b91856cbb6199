package dev.asterism.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A JSON value: an answer that is more than one label, or a part of one.
public sealed interface Value {

  record Text(String value) implements Value {}

  /// A number, by its plain decimal digits: two numbers of one size are equal.
  ///
  /// @param digits such as `-12.5`: no exponent, no needless zeros
  record Numeric(String digits) implements Value {}

  record Truth(boolean value) implements Value {}

  /// JSON's null.
  record Nothing() implements Value {}

  /// A list; its order means something.
  record Many(List<Value> items) implements Value {

    public Many {
      items = List.copyOf(items);
    }
  }

  /// An object, its fields in the order of their writing; equal to one in another order.
  record Fields(SequencedMap<String, Value> fields) implements Value {

    public Fields {
      fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }
  }

  /// {@return the value that a text spells; empty where it spells none, repeats a key, or is larger
  /// than any answer worth learning (see [ValueReader])}
  static Optional<Value> read(String json) {
    return ValueReader.read(json);
  }

  /// {@return the value that a label stands for}
  static Value of(Label label) {
    return switch (label) {
      case Label.Truth(var truth) -> new Truth(truth);
      case Label.Text(var text) -> ofAnswer(text);
    };
  }

  /// {@return the value that an answer's text amounts to: a JSON object or list, in a code block or
  /// not, or else the text}
  static Value ofAnswer(String text) {
    String json = CodeBlock.inside(text);
    boolean structured = json.startsWith("{") || json.startsWith("[");
    return structured ? read(json).orElseGet(() -> new Text(text)) : new Text(text);
  }

  /// {@return the one spelling of this value: keys sorted, no blanks}
  default String canonical() {
    return Spelling.CANONICAL.write(this);
  }

  /// {@return the label that stands for this value: equal values have equal labels}
  default Label label() {
    return switch (this) {
      case Text(var text) -> new Label.Text(text);
      case Truth(var truth) -> new Label.Truth(truth);
      case Numeric _, Nothing _, Many _, Fields _ -> new Label.Text(canonical());
    };
  }
}
