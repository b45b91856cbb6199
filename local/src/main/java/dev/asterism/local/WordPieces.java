package dev.asterism.local;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Cuts a text into the word pieces of an uncased BERT vocabulary (Devlin et al. 2019).
///
/// Lower case, accents dropped, every mark and every Chinese character a word of its own; then from
/// the left the longest piece that the vocabulary holds.
final class WordPieces {

  private static final int LONGEST_WORD = 100;
  private static final String INSIDE = "##";

  private final Map<String, Integer> vocabulary;
  private final int unknown;
  private final int begin;
  private final int end;
  private final int most;

  /// @param vocabulary numbers of the pieces, those inside a word with `##` before them
  /// @param most pieces that a text is cut into at most, its two brackets included
  WordPieces(Map<String, Integer> vocabulary, int most) {
    this.vocabulary = Map.copyOf(vocabulary);
    this.unknown = number("[UNK]");
    this.begin = number("[CLS]");
    this.end = number("[SEP]");
    this.most = most;
  }

  private int number(String piece) {
    Integer number = vocabulary.get(piece);
    if (number == null) {
      throw new IllegalArgumentException("the vocabulary has no " + piece);
    }
    return number;
  }

  /// {@return the numbers of a text's pieces, in brackets; what is too long is left out}
  long[] of(String text) {
    List<Integer> pieces = new ArrayList<>();
    pieces.add(begin);
    for (String word : words(text)) {
      if (pieces.size() >= most - 1) {
        break;
      }
      pieces(word, pieces);
    }
    int kept = Math.min(pieces.size(), most - 1);
    long[] numbers = new long[kept + 1];
    for (int i = 0; i < kept; i++) {
      numbers[i] = pieces.get(i);
    }
    numbers[kept] = end;
    return numbers;
  }

  /// {@return whether nothing of a text is left out or unknown}
  boolean takeIn(String text) {
    long[] numbers = of(text);
    return numbers.length < most && Arrays.stream(numbers).noneMatch(it -> it == unknown);
  }

  private void pieces(String word, List<Integer> pieces) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      pieces.add(unknown);
      return;
    }
    List<Integer> found = new ArrayList<>();
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      Integer number = null;
      while (to > from && number == null) {
        String piece = word.substring(from, to);
        number = vocabulary.get(from == 0 ? piece : INSIDE + piece);
        to -= number == null ? 1 : 0;
      }
      if (number == null) {
        pieces.add(unknown);
        return;
      }
      found.add(number);
      from = to;
    }
    pieces.addAll(found);
  }

  private static List<String> words(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    plain
        .codePoints()
        .forEach(c -> {
          if (isBlank(c)) {
            close(word, words);
          } else if (isMark(c) || isChinese(c)) {
            close(word, words);
            words.add(Character.toString(c));
          } else if (!isDropped(c)) {
            word.appendCodePoint(c);
          }
        });
    close(word, words);
    return words;
  }

  private static void close(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isBlank(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isWhitespace(c) || isSpace(c);
  }

  private static boolean isSpace(int c) {
    return Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /// Accents that the normal form has set apart, and what is never seen.
  private static boolean isDropped(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isMark(int c) {
    boolean ascii = c >= 33 && c <= 126 && !Character.isLetterOrDigit(c);
    return ascii
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
