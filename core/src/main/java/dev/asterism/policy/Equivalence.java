package dev.asterism.policy;

import dev.asterism.chat.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which answers mean the same, so that they can be counted as votes for one.
///
/// JSON is compared by value, in a code block or not; a number by its size, with or without a
/// currency's or a percent sign; any other text by its words: case, blanks, emphasis and the last
/// full stop say nothing. Texts that mean the same in other words count as different.
public final class Equivalence {

  private static final Pattern NUMBER =
      Pattern.compile(
          "[$€£]?\\s?(-?[0-9]{1,30}(?:,[0-9]{3}){0,10}(?:\\.[0-9]{1,30})?)\\s?(%?)\\.?");

  private Equivalence() {}

  /// {@return what all answers that mean the same as this one have in common}
  public static String of(String answer) {
    String text = answer.strip();
    Value value = Value.ofAnswer(text);
    if (!(value instanceof Value.Text)) {
      return value.canonical();
    }
    String plain = text.replace("*", "").replace("`", "").replaceAll("\\s+", " ").strip();
    var number = NUMBER.matcher(plain);
    if (number.matches()) {
      BigDecimal size = new BigDecimal(number.group(1).replace(",", ""));
      String digits = size.signum() == 0 ? "0" : size.stripTrailingZeros().toPlainString();
      return digits + number.group(2);
    }
    String words = plain.toLowerCase(Locale.ROOT);
    return words.endsWith(".") ? words.substring(0, words.length() - 1).strip() : words;
  }
}
