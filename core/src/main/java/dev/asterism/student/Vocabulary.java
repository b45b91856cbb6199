package dev.asterism.student;

import java.util.Arrays;
import java.util.List;

/// The n-grams that a student knows, with how telling each is (inverse document frequency).
///
/// An n-gram is known by the upper half of its hash: two of a vocabulary of 20,000 fall together
/// once in twenty vocabularies, and a new n-gram is taken for a known one once in 200,000 times.
/// The halves are uniform and sorted, so their leading bits say nearly where one lies.
public final class Vocabulary {

  /// A text as the vocabulary sees it.
  ///
  /// @param rows the n-grams' places in the vocabulary, in the order of the text, each once
  /// @param values their weights, of unit length together
  /// @param known the share of the text's n-grams that the vocabulary knows, in [0, 1]
  public record Vector(int[] rows, float[] values, double known) {}

  private static final float STEPS = 16;
  private static final int MOST_STEPS = 255;

  private final int[] grams;
  private final byte[] weights;
  private final int shift;
  private final int[] begins;

  /// @param grams halves of hashes, rising
  /// @param weights one for each, the inverse document frequency in sixteenths, at most 255
  /// @throws IllegalArgumentException if they do not rise, or are not one for each
  public Vocabulary(int[] grams, byte[] weights) {
    if (grams.length != weights.length) {
      throw new IllegalArgumentException("each n-gram needs one weight");
    }
    for (int row = 1; row < grams.length; row++) {
      if (grams[row - 1] >= grams[row]) {
        throw new IllegalArgumentException("n-grams must rise");
      }
    }
    this.grams = grams;
    this.weights = weights;
    int bits = Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(grams.length), 1, 24);
    this.shift = Integer.SIZE - bits;
    this.begins = new int[(1 << bits) + 1];
    int row = 0;
    for (int bucket = 0; bucket < 1 << bits; bucket++) {
      begins[bucket] = row;
      while (row < grams.length && bucket(grams[row]) == bucket) {
        row++;
      }
    }
    begins[1 << bits] = row;
  }

  /// {@return the vocabulary of n-grams that at least `least` of the texts hold}
  public static Vocabulary of(List<long[]> texts, int least) {
    int total = texts.stream().mapToInt(grams -> grams.length).sum();
    int[] all = new int[total];
    int size = 0;
    for (long[] text : texts) {
      int begin = size;
      for (long gram : text) {
        all[size++] = half(gram);
      }
      Arrays.sort(all, begin, size);
      size = begin + distinct(all, begin, size);
    }
    Arrays.sort(all, 0, size);
    int[] kept = new int[size];
    byte[] weights = new byte[size];
    int count = 0;
    for (int begin = 0; begin < size; ) {
      int end = begin;
      while (end < size && all[end] == all[begin]) {
        end++;
      }
      if (end - begin >= least) {
        double weight = 1 + Math.log((1.0 + texts.size()) / (1.0 + end - begin));
        kept[count] = all[begin];
        weights[count++] = (byte) Math.min(MOST_STEPS, Math.round(weight * STEPS));
      }
      begin = end;
    }
    return new Vocabulary(Arrays.copyOf(kept, count), Arrays.copyOf(weights, count));
  }

  /// Moves the distinct ones of a sorted stretch to its beginning and counts them.
  private static int distinct(int[] sorted, int begin, int end) {
    int count = 0;
    for (int i = begin; i < end; i++) {
      if (i == begin || sorted[i] != sorted[i - 1]) {
        sorted[begin + count++] = sorted[i];
      }
    }
    return count;
  }

  public int size() {
    return grams.length;
  }

  int[] grams() {
    return grams;
  }

  byte[] weights() {
    return weights;
  }

  /// {@return how many bytes of memory it takes}
  long memory() {
    return weights.length + (long) Integer.BYTES * (grams.length + begins.length);
  }

  /// {@return the vocabulary of these rows alone, rising}
  public Vocabulary only(int[] rows) {
    int[] kept = new int[rows.length];
    byte[] telling = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      kept[i] = grams[rows[i]];
      telling[i] = weights[rows[i]];
    }
    return new Vocabulary(kept, telling);
  }

  /// {@return a text's vector: (1 + ln count) x inverse document frequency, of unit length}
  public Vector vector(long[] text) {
    int[] rows = new int[text.length];
    float[] values = new float[text.length];
    // Where among the rows a row was put, plus one: an open-addressed table, at most half full.
    int[] places = new int[Integer.highestOneBit(Math.max(1, text.length)) << 2];
    int count = 0;
    int known = 0;
    for (long gram : text) {
      int row = row(half(gram));
      if (row >= 0) {
        known++;
        int slot = slot(places, rows, row);
        if (places[slot] == 0) {
          rows[count] = row;
          places[slot] = ++count;
        }
        values[places[slot] - 1]++;
      }
    }
    float scale = weigh(rows, values, count);
    for (int i = 0; i < count; i++) {
      values[i] *= scale;
    }
    return new Vector(
        Arrays.copyOf(rows, count),
        Arrays.copyOf(values, count),
        text.length == 0 ? 0 : (double) known / text.length);
  }

  private static int slot(int[] places, int[] rows, int row) {
    int mask = places.length - 1;
    int slot = row & mask;
    while (places[slot] != 0 && rows[places[slot] - 1] != row) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Turns counts into weights; what is returned brings them to unit length.
  private float weigh(int[] rows, float[] values, int count) {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      float times = values[i] == 1 ? 1 : (float) (1 + Math.log(values[i]));
      values[i] = times * (weights[rows[i]] & 0xFF);
      squares += (double) values[i] * values[i];
    }
    return squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
  }

  /// The n-gram's row, or a negative number.
  private int row(int gram) {
    int bucket = bucket(gram);
    return Arrays.binarySearch(grams, begins[bucket], begins[bucket + 1], gram);
  }

  private int bucket(int gram) {
    return (gram ^ Integer.MIN_VALUE) >>> shift;
  }

  private static int half(long gram) {
    return (int) (gram >>> Integer.SIZE);
  }
}
