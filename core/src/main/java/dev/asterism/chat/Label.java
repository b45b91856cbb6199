package dev.asterism.chat;

/// One value of a closed answer space. The text "true" and the boolean true are different labels.
public sealed interface Label {

  record Text(String value) implements Label {}

  record Truth(boolean value) implements Label {}

  /// {@return a string that tells every label from every other, as stores and files keep it}
  default String key() {
    return switch (this) {
      case Text(var value) -> "s:" + value;
      case Truth(var value) -> "b:" + value;
    };
  }

  /// {@return the label as a person reads it}
  default String display() {
    return switch (this) {
      case Text(var value) -> value;
      case Truth(var value) -> Boolean.toString(value);
    };
  }

  /// {@return the label whose [#key()] this is}
  ///
  /// @throws IllegalArgumentException if it is no label's key
  static Label parse(String key) {
    if (key.startsWith("s:")) {
      return new Text(key.substring(2));
    }
    return switch (key) {
      case "b:true" -> new Truth(true);
      case "b:false" -> new Truth(false);
      default -> throw new IllegalArgumentException("not a label's key: " + key);
    };
  }
}
