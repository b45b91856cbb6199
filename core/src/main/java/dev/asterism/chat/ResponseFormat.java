package dev.asterism.chat;

import java.util.List;

/// The form that a chat request demands of its answer.
public sealed interface ResponseFormat {

  /// Any text.
  record Text() implements ResponseFormat {}

  /// A JSON object of exactly one field, which is an enum or a boolean.
  ///
  /// @param canonical the request's `response_format`, in one stable spelling
  /// @param field the field's name
  /// @param values the field's possible values, in the schema's order
  record OneField(String canonical, String field, List<Label> values) implements ResponseFormat {

    public OneField {
      values = List.copyOf(values);
    }
  }

  /// JSON, by a larger schema or without one.
  ///
  /// @param canonical the request's `response_format`, in one stable spelling
  record Json(String canonical, Schema schema) implements ResponseFormat {}

  /// Any other form: nobody here knows what it demands.
  ///
  /// @param canonical the request's `response_format`, in one stable spelling
  record Other(String canonical) implements ResponseFormat {}

  /// {@return one stable spelling of this form; empty for plain text}
  default String spelling() {
    return switch (this) {
      case Text _ -> "";
      case OneField oneField -> oneField.canonical();
      case Json(var canonical, _) -> canonical;
      case Other(var canonical) -> canonical;
    };
  }
}
