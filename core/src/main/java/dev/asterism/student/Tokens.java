package dev.asterism.student;

import java.util.Arrays;

/// A text cut into words, runs of digits and single marks, each with its place in the text.
///
/// Cuts are fine, so that whatever a teacher copies begins and ends at one: `5pm` is two tokens.
///
/// @param text what was cut
/// @param starts where each token begins
/// @param ends where each token ends, exclusive
/// @param whole whether the text was cut to its end
public record Tokens(String text, int[] starts, int[] ends, boolean whole) {

  /// Work stays bounded whatever arrives.
  static final int MOST = 400;

  /// Characters: longer runs are cut.
  private static final int LONGEST = 100;

  public static Tokens of(String text) {
    int[] starts = new int[32];
    int[] ends = new int[32];
    int size = 0;
    int position = 0;
    while (position < text.length() && size < MOST) {
      int begin = position;
      Kind kind = kind(text.charAt(position));
      position++;
      while (kind.runs
          && position < text.length()
          && position - begin < LONGEST
          && continues(kind, text.charAt(position))) {
        position++;
      }
      if (kind == Kind.BLANK) {
        continue;
      }
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
      }
      starts[size] = begin;
      ends[size++] = position;
    }
    return new Tokens(
        text,
        Arrays.copyOf(starts, size),
        Arrays.copyOf(ends, size),
        text.substring(position).isBlank());
  }

  private enum Kind {
    BLANK(true),
    LETTERS(true),
    DIGITS(true),
    MARK(false);

    private final boolean runs;

    Kind(boolean runs) {
      this.runs = runs;
    }
  }

  private static Kind kind(char c) {
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return Kind.BLANK;
    }
    if (Character.isDigit(c)) {
      return Kind.DIGITS;
    }
    return Character.isLetter(c) || Character.isSurrogate(c) ? Kind.LETTERS : Kind.MARK;
  }

  private static boolean continues(Kind kind, char c) {
    return kind(c) == kind
        || (kind == Kind.LETTERS
            && (c == '\'' || c == '\u2019' || Character.getType(c) == Character.NON_SPACING_MARK));
  }

  public int size() {
    return starts.length;
  }

  /// {@return the text from one token's beginning to another's end}
  public String span(int first, int last) {
    return text.substring(starts[first], ends[last]);
  }

  /// {@return whether nothing lies between a token and the one before it}
  boolean isGlued(int token) {
    return token > 0 && token < size() && starts[token] == ends[token - 1];
  }
}
