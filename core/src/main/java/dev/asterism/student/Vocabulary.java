package dev.asterism.student;

import java.util.Arrays;
import java.util.List;

/// The n-grams that a student knows, with how telling each is (inverse document frequency).
///
/// @param grams sorted hashes
/// @param weights one for each, the inverse document frequency
public record Vocabulary(long[] grams, float[] weights) {

  /// A text as the vocabulary sees it.
  ///
  /// @param rows the n-grams' places in the vocabulary, rising
  /// @param values their weights, of unit length together
  /// @param known the share of the text's n-grams that the vocabulary knows, in [0, 1]
  public record Vector(int[] rows, float[] values, double known) {}

  /// {@return the vocabulary of n-grams that at least `least` of the texts hold}
  public static Vocabulary of(List<long[]> texts, int least) {
    int total = texts.stream().mapToInt(grams -> grams.length).sum();
    long[] all = new long[total];
    int size = 0;
    for (long[] grams : texts) {
      for (int i = 0; i < grams.length; i++) {
        if (i == 0 || grams[i] != grams[i - 1]) {
          all[size++] = grams[i];
        }
      }
    }
    Arrays.sort(all, 0, size);
    long[] kept = new long[size];
    float[] weights = new float[size];
    int count = 0;
    for (int begin = 0; begin < size; ) {
      int end = begin;
      while (end < size && all[end] == all[begin]) {
        end++;
      }
      if (end - begin >= least) {
        kept[count] = all[begin];
        weights[count++] = (float) (1 + Math.log((1.0 + texts.size()) / (1.0 + end - begin)));
      }
      begin = end;
    }
    return new Vocabulary(Arrays.copyOf(kept, count), Arrays.copyOf(weights, count));
  }

  public int size() {
    return grams.length;
  }

  /// {@return a text's vector: (1 + ln count) x inverse document frequency, of unit length}
  public Vector vector(long[] text) {
    int[] rows = new int[text.length];
    float[] values = new float[text.length];
    int count = 0;
    int distinct = 0;
    double squares = 0;
    int from = 0;
    for (int begin = 0; begin < text.length; ) {
      int end = begin;
      while (end < text.length && text[end] == text[begin]) {
        end++;
      }
      distinct++;
      int row = Arrays.binarySearch(grams, from, grams.length, text[begin]);
      if (row >= 0) {
        float value = (float) (1 + Math.log(end - begin)) * weights[row];
        rows[count] = row;
        values[count++] = value;
        squares += (double) value * value;
        from = row + 1;
      } else {
        from = -row - 1;
      }
      begin = end;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < count; i++) {
      values[i] *= scale;
    }
    return new Vector(
        Arrays.copyOf(rows, count),
        Arrays.copyOf(values, count),
        distinct == 0 ? 0 : (double) count / distinct);
  }
}
