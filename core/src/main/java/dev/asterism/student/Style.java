package dev.asterism.student;

import dev.asterism.chat.Spelling;
import dev.asterism.chat.Value;

/// How a teacher writes its answers.
///
/// @param before what stands before the JSON, such as the opening of a code block
/// @param after what stands after it
public record Style(String before, Spelling spelling, String after) {

  /// {@return an answer as the teacher would write it; plain text as it is}
  public String write(Value answer) {
    return switch (answer) {
      case Value.Text(var text) -> text;
      case Value.Numeric _, Value.Truth _, Value.Nothing _, Value.Many _, Value.Fields _ ->
          before + spelling.write(answer) + after;
    };
  }
}
