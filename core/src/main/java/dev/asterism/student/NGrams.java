package dev.asterism.student;

import java.util.Arrays;

/// Turns a text into hashed n-grams: words, pairs of neighbours, and 2 to 4 characters of a word.
///
/// Allocates little: one growing array of hashes, sorted, equal ones counted together.
public final class NGrams {

  /// Longer inputs are judged by their beginning: work stays bounded whatever arrives.
  static final int MOST_CHARACTERS = 16_384;

  private static final int SHORTEST = 2;
  private static final int LONGEST = 4;
  private static final long WORD = 0x9E3779B97F4A7C15L;
  private static final long PAIR = 0xC2B2AE3D27D4EB4FL;
  private static final long PIECE = 0x165667B19E3779F9L;

  private NGrams() {}

  /// {@return the hashes of a text's n-grams, sorted, repeats kept}
  public static long[] of(String input) {
    String text = input.length() > MOST_CHARACTERS ? input.substring(0, MOST_CHARACTERS) : input;
    long[] grams = new long[64];
    int size = 0;
    long previous = PAIR;
    int position = 0;
    while (position < text.length()) {
      int begin = position;
      if (!isWord(text.charAt(begin))) {
        // Marks say something too ("?", "$"), blanks do not.
        if (!Character.isWhitespace(text.charAt(begin))) {
          grams = room(grams, size, 1);
          grams[size++] = mix(WORD + text.charAt(begin));
        }
        position++;
        continue;
      }
      while (position < text.length() && isWord(text.charAt(position))) {
        position++;
      }
      int length = position - begin;
      grams = room(grams, size, 2 + (length + 2) * (LONGEST - SHORTEST + 1));
      long word = WORD;
      for (int i = begin; i < position; i++) {
        word = step(word, text.charAt(i));
      }
      grams[size++] = mix(word);
      grams[size++] = mix(previous * 31 + word);
      previous = PAIR + word;
      size = pieces(text, begin, position, grams, size);
    }
    long[] sorted = Arrays.copyOf(grams, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /// Pieces see the word's edges as a blank, so that a prefix differs from a middle.
  private static int pieces(String text, int begin, int end, long[] grams, int filled) {
    int size = filled;
    for (int start = begin - 1; start < end; start++) {
      long hash = PIECE;
      for (int length = 1; length <= LONGEST && start + length - 1 <= end; length++) {
        int at = start + length - 1;
        hash = step(hash, at < begin || at >= end ? ' ' : text.charAt(at));
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
    return (hash ^ Character.toLowerCase(c)) * 0x100000001B3L;
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
