package dev.asterism.student;

import java.util.Arrays;

/// Turns a text into hashed n-grams: words, pairs of neighbours, and 2 to 4 characters of a word,
/// all in lower case; and what words look like where they are more than small letters ("Xxx",
/// "£00"), with pairs of those.
///
/// Allocates little: the text in lower case, and one growing array of hashes.
public final class NGrams {

  /// Longer inputs are judged by their beginning: work stays bounded whatever arrives.
  static final int MOST_CHARACTERS = 16_384;

  private static final int SHORTEST = 2;
  private static final int LONGEST = 4;
  private static final long WORD = 0x9E3779B97F4A7C15L;
  private static final long PAIR = 0xC2B2AE3D27D4EB4FL;
  private static final long PIECE = 0x165667B19E3779F9L;
  private static final long LOOK = 0x27D4EB2F165667C5L;
  private static final long PAIR_OF_LOOKS = 0x85EBCA77C2B2AE63L;

  /// "Xxx" stands for longer words with a capital too.
  private static final int MOST_ALIKE = 2;

  private NGrams() {}

  /// {@return the hashes of a text's n-grams, in the order of the text, repeats kept}
  public static long[] of(String input) {
    char[] text = lowered(input);
    long[] grams = new long[64];
    int size = 0;
    long previous = PAIR;
    int position = 0;
    while (position < text.length) {
      int begin = position;
      if (!isWord(text[begin])) {
        // Marks say something too ("?", "$"), blanks do not.
        if (!Character.isWhitespace(text[begin])) {
          grams = room(grams, size, 1);
          grams[size++] = mix(WORD + text[begin]);
        }
        position++;
        continue;
      }
      while (position < text.length && isWord(text[position])) {
        position++;
      }
      int length = position - begin;
      grams = room(grams, size, 2 + (length + 2) * (LONGEST - SHORTEST + 1));
      long word = WORD;
      for (int i = begin; i < position; i++) {
        word = step(word, text[i]);
      }
      grams[size++] = mix(word);
      grams[size++] = mix(previous * 31 + word);
      previous = PAIR + word;
      size = pieces(text, begin, position, grams, size);
    }
    return looks(input, text.length, grams, size);
  }

  private static long[] looks(String input, int length, long[] filled, int count) {
    long[] grams = filled;
    int size = count;
    long previous = PAIR_OF_LOOKS;
    int position = 0;
    while (position < length) {
      int begin = position;
      while (position < length && !Character.isWhitespace(input.charAt(position))) {
        position++;
      }
      if (!isPlain(input, begin, position)) {
        long look = look(input, begin, position);
        grams = room(grams, size, 2);
        grams[size++] = mix(look);
        grams[size++] = mix(previous * 31 + look);
        previous = PAIR_OF_LOOKS + look;
      }
      position++;
    }
    return Arrays.copyOf(grams, size);
  }

  /// Small letters, and perhaps the end of a sentence or of a part of one: nothing to remark.
  private static boolean isPlain(String input, int begin, int end) {
    boolean closed = end > begin && ".,".indexOf(input.charAt(end - 1)) >= 0;
    for (int i = begin; i < (closed ? end - 1 : end); i++) {
      if (kind(input.charAt(i)) != 'x') {
        return false;
      }
    }
    return true;
  }

  private static long look(String input, int begin, int end) {
    long hash = LOOK;
    char last = ' ';
    int alike = 0;
    for (int i = begin; i < end; i++) {
      char kind = kind(input.charAt(i));
      alike = kind == last ? alike + 1 : 1;
      last = kind;
      if (alike <= MOST_ALIKE) {
        hash = step(hash, kind);
      }
    }
    return hash;
  }

  private static char kind(char c) {
    if (Character.isDigit(c)) {
      return '0';
    }
    if (Character.isUpperCase(c)) {
      return 'X';
    }
    return Character.isLetter(c) ? 'x' : c;
  }

  private static char[] lowered(String input) {
    char[] text = new char[Math.min(input.length(), MOST_CHARACTERS)];
    for (int i = 0; i < text.length; i++) {
      text[i] = Character.toLowerCase(input.charAt(i));
    }
    return text;
  }

  /// Pieces see the word's edges as a blank, so that a prefix differs from a middle.
  private static int pieces(char[] text, int begin, int end, long[] grams, int filled) {
    int size = filled;
    for (int start = begin - 1; start < end; start++) {
      long hash = PIECE;
      for (int length = 1; length <= LONGEST && start + length - 1 <= end; length++) {
        int at = start + length - 1;
        hash = step(hash, at < begin || at >= end ? ' ' : text[at]);
        if (length >= SHORTEST) {
          grams[size++] = mix(hash + length);
        }
      }
    }
    return size;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '\'' || Character.isSurrogate(c);
  }

  private static long step(long hash, char c) {
    return (hash ^ c) * 0x100000001B3L;
  }

  private static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }

  private static long[] room(long[] grams, int size, int more) {
    return size + more <= grams.length
        ? grams
        : Arrays.copyOf(grams, Math.max(grams.length * 2, size + more));
  }
}
