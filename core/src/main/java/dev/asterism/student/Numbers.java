package dev.asterism.student;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads numbers as people write them in English: digits, with a comma at each thousand, or words.
final class Numbers {

  private static final int LONGEST = 60;
  private static final String DIGITS =
      "[-+]?(\\d{1,3}(,\\d{3})+|\\d{1,15})(\\.\\d{1,9})?|[-+]?\\.\\d{1,9}";

  private static final List<String> SMALL =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");

  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

  private static final Map<String, Long> WORDS = words();
  private static final Map<String, Long> SCALES =
      Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

  private Numbers() {}

  /// {@return a number's plain digits; empty where the text is no number}
  static Optional<String> read(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > LONGEST) {
      return Optional.empty();
    }
    if (trimmed.matches(DIGITS)) {
      return Optional.of(plain(new BigDecimal(trimmed.replace(",", ""))));
    }
    return inWords(trimmed.toLowerCase(Locale.ROOT)).map(number -> Long.toString(number));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /// `two hundred and five thousand`: each scale takes up what was said since the one before.
  private static Optional<Long> inWords(String text) {
    long total = 0;
    long part = 0;
    boolean any = false;
    for (String word : text.split("[\\s-]+", -1)) {
      Long small = WORDS.get(word);
      Long scale = SCALES.get(word);
      if (small != null) {
        part += small;
      } else if (word.equals("hundred") && part > 0) {
        part *= 100;
      } else if (scale != null && part > 0) {
        total += part * scale;
        part = 0;
      } else if (!(word.equals("and") && any)) {
        return Optional.empty();
      }
      any = true;
    }
    return any ? Optional.of(total + part) : Optional.empty();
  }

  private static Map<String, Long> words() {
    Map<String, Long> words = new HashMap<>();
    for (int i = 0; i < SMALL.size(); i++) {
      words.put(SMALL.get(i), (long) i);
    }
    for (int i = 0; i < TENS.size(); i++) {
      words.put(TENS.get(i), 10L * (i + 2));
    }
    return Map.copyOf(words);
  }
}
