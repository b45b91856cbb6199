package dev.asterism.dataset;

import java.util.stream.IntStream;

/// The words of an input, whatever their order.
///
/// Two are alike where at least four fifths of the words of both together are common (Jaccard), or
/// where one word of at least six was changed, added or left out.
///
/// @param words rising
/// @param marks a bit for each word, the same for every 64th: of a bit that another has not, it has
///   not the word either
record Bag(int[] words, long marks) {

  /// In percent, so that there is nothing to round.
  private static final int COMMON = 80;

  /// Words of which one may differ.
  private static final int SEVERAL = 6;

  static Bag of(IntStream words) {
    int[] rising = words.sorted().toArray();
    long marks = 0;
    for (int word : rising) {
      marks |= 1L << word;
    }
    return new Bag(rising, marks);
  }

  /// {@return how many of its first words tell what it may be like: one more than may be missing in
  /// another}
  int telling() {
    int missing = words.length - Math.ceilDiv(COMMON * words.length, 100);
    return Math.min(words.length, 1 + (words.length >= SEVERAL ? Math.max(1, missing) : missing));
  }

  boolean isLike(Bag other) {
    int larger = Math.max(words.length, other.words.length);
    // Of so many words of both, those in common are counted twice.
    int common = Math.ceilDiv(COMMON * (words.length + other.words.length), 100 + COMMON);
    int least = larger >= SEVERAL ? Math.min(common, larger - 1) : common;
    return mayHave(least, other) && other.mayHave(least, this) && has(least, other);
  }

  /// Most bags that are unlike are told by their marks, and are not walked through.
  private boolean mayHave(int least, Bag other) {
    return Long.bitCount(marks & ~other.marks) <= words.length - least;
  }

  /// Stops where so many can no longer be in common.
  private boolean has(int least, Bag other) {
    int i = 0;
    int j = 0;
    int both = 0;
    while (both < least && both + Math.min(words.length - i, other.words.length - j) >= least) {
      int apart = Integer.compare(words[i], other.words[j]);
      both += apart == 0 ? 1 : 0;
      i += apart <= 0 ? 1 : 0;
      j += apart >= 0 ? 1 : 0;
    }
    return both >= least;
  }
}
