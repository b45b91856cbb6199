package dev.asterism.discover;

import java.util.Arrays;

/// Where the tokens of a text begin: a token is a word, a number, or any other single character.
///
/// Scripts without blanks between words have one token for each character.
final class Tokens {

  private Tokens() {}

  /// {@return the places where a token begins, and at last the text's length}
  static int[] of(String text) {
    int[] starts = new int[16];
    int count = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (isBoundary(text, i)) {
        starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
        starts[count++] = i;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /// {@return whether a token begins or the text ends at a place}
  static boolean isBoundary(String text, int at) {
    return at == 0
        || at == text.length()
        || !(joins(text.charAt(at - 1)) && joins(text.charAt(at)));
  }

  private static boolean joins(char c) {
    return c == '_'
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || (Character.isLetterOrDigit(c) && !isAlone(c));
  }

  private static boolean isAlone(char c) {
    return Character.isIdeographic(c)
        || (c >= '\u3040' && c <= '\u30FF')
        || (c >= '\u0E00' && c <= '\u0E7F');
  }

  /// {@return how much text says, in letters and digits; a character that is a word by itself
  /// counts as three}
  static int weight(String text) {
    int weight = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      weight += isAlone(c) ? 3 : Character.isLetterOrDigit(c) ? 1 : 0;
    }
    return weight;
  }
}
