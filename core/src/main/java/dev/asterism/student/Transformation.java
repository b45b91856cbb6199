package dev.asterism.student;

import dev.asterism.chat.Value;
import java.util.Locale;
import java.util.Optional;

/// What a teacher does to the words that it copies.
public enum Transformation {
  AS_IS,
  LOWER_CASE,
  UPPER_CASE,
  /// Each word with a capital.
  CAPITALIZED,
  /// Letters and digits only.
  BARE,
  /// `1,250` or `twelve` as a number.
  NUMBER,
  /// The same as text.
  NUMBER_AS_TEXT,
  /// `3/14/2025` or `March 14, 2025` as `2025-03-14`; of two small numbers the first is the month.
  DATE_MONTH_FIRST,
  /// The same where the first is the day.
  DATE_DAY_FIRST;

  /// {@return what becomes of a part of the input; empty where it cannot be that}
  public Optional<Value> of(String span) {
    return switch (this) {
      case AS_IS -> Optional.of(new Value.Text(span));
      case LOWER_CASE -> Optional.of(new Value.Text(span.toLowerCase(Locale.ROOT)));
      case UPPER_CASE -> Optional.of(new Value.Text(span.toUpperCase(Locale.ROOT)));
      case CAPITALIZED -> Optional.of(new Value.Text(capitalized(span)));
      case BARE -> Optional.of(new Value.Text(bare(span)));
      case NUMBER -> Numbers.read(span).map(Value.Numeric::new);
      case NUMBER_AS_TEXT -> Numbers.read(span).map(Value.Text::new);
      case DATE_MONTH_FIRST -> Dates.read(span, true).map(Value.Text::new);
      case DATE_DAY_FIRST -> Dates.read(span, false).map(Value.Text::new);
    };
  }

  private static String capitalized(String span) {
    StringBuilder words = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < span.length(); i++) {
      char c = span.charAt(i);
      words.append(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
      inside = Character.isLetterOrDigit(c) || c == '\'' || c == '\u2019';
    }
    return words.toString();
  }

  private static String bare(String span) {
    StringBuilder rest = new StringBuilder();
    span.codePoints().filter(Character::isLetterOrDigit).forEach(rest::appendCodePoint);
    return rest.toString();
  }
}
