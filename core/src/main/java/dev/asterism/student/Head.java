package dev.asterism.student;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// A pruned, int8-quantized linear head: for each n-gram, the labels it speaks for and how much.
///
/// Rows are stored one after another; row r holds the entries from `starts[r]` to `starts[r + 1]`.
///
/// @param starts one more than there are rows
/// @param labels the label of each entry, unsigned
/// @param weights each entry's weight in steps of its label's scale
/// @param scales one step of each label
/// @param biases one for each label
public record Head(int[] starts, byte[] labels, byte[] weights, float[] scales, float[] biases) {

  private static final int STEPS = 127;

  /// {@return the head that is left of dense weights when all but the heaviest are dropped}
  ///
  /// @param dense row-major, `biases.length` weights for each row
  /// @param kept the share of weights to keep, in (0, 1]
  public static Head of(float[] dense, float[] biases, double kept) {
    int width = biases.length;
    int rows = dense.length / width;
    float[] scales = new float[width];
    for (int i = 0; i < dense.length; i++) {
      scales[i % width] = Math.max(scales[i % width], Math.abs(dense[i]));
    }
    for (int label = 0; label < width; label++) {
      scales[label] = Math.max(scales[label], 1e-9f) / STEPS;
    }
    float least = quantile(dense, 1 - kept);
    int[] starts = new int[rows + 1];
    int size = 0;
    byte[] labels = new byte[dense.length];
    byte[] weights = new byte[dense.length];
    for (int row = 0; row < rows; row++) {
      for (int label = 0; label < width; label++) {
        float weight = dense[row * width + label];
        // To the even one where it lies in the middle, so that opposed weights stay opposed.
        int steps = (int) Math.rint(weight / scales[label]);
        if (Math.abs(weight) >= least && steps != 0) {
          labels[size] = (byte) label;
          weights[size++] = (byte) steps;
        }
      }
      starts[row + 1] = size;
    }
    return new Head(
        starts, Arrays.copyOf(labels, size), Arrays.copyOf(weights, size), scales, biases.clone());
  }

  /// {@return the head of two labels of which what speaks for one speaks as much against the other}
  ///
  /// @param second each row's weight for the second label; 0 where the row speaks for none
  static Head opposed(byte[] second, float[] scales, float[] biases) {
    int[] starts = new int[second.length + 1];
    byte[] labels = new byte[2 * second.length];
    byte[] weights = new byte[2 * second.length];
    int size = 0;
    for (int row = 0; row < second.length; row++) {
      if (second[row] != 0) {
        weights[size++] = (byte) -second[row];
        labels[size] = 1;
        weights[size++] = second[row];
      }
      starts[row + 1] = size;
    }
    return new Head(
        starts, Arrays.copyOf(labels, size), Arrays.copyOf(weights, size), scales, biases);
  }

  /// {@return each row's weight for the second of two labels, where that is all there is to know;
  /// empty for any other head}
  Optional<byte[]> opposed() {
    byte[] second = new byte[starts.length - 1];
    if (biases.length != 2) {
      return Optional.empty();
    }
    for (int row = 0; row < second.length; row++) {
      int entry = starts[row];
      boolean pair =
          starts[row + 1] - entry == 2
              && labels[entry] == 0
              && labels[entry + 1] == 1
              && weights[entry] == -weights[entry + 1];
      if (!pair && starts[row + 1] > entry) {
        return Optional.empty();
      }
      second[row] = pair ? weights[entry + 1] : 0;
    }
    return Optional.of(second);
  }

  /// {@return the rows that hold an entry, rising}
  public int[] used() {
    return IntStream.range(0, starts.length - 1)
        .filter(row -> starts[row] < starts[row + 1])
        .toArray();
  }

  /// {@return the head without the rows that hold no entry}
  public Head withoutUnused() {
    return only(used());
  }

  /// {@return the head of some rows}
  ///
  /// @param some rising; every row that holds an entry is among them
  Head only(int[] some) {
    int[] fewer = new int[some.length + 1];
    for (int i = 0; i < some.length; i++) {
      fewer[i + 1] = starts[some[i] + 1];
    }
    return new Head(fewer, labels, weights, scales, biases);
  }

  /// {@return each label's sum for a text}
  public float[] sums(Vocabulary.Vector text) {
    float[] sums = new float[biases.length];
    int[] rows = text.rows();
    float[] values = text.values();
    for (int i = 0; i < rows.length; i++) {
      float value = values[i];
      for (int entry = starts[rows[i]]; entry < starts[rows[i] + 1]; entry++) {
        sums[labels[entry] & 0xFF] += value * weights[entry];
      }
    }
    for (int label = 0; label < sums.length; label++) {
      sums[label] = sums[label] * scales[label] + biases[label];
    }
    return sums;
  }

  /// The magnitude below which a share of the weights lies, from a histogram of 4,096 cells.
  private static float quantile(float[] dense, double share) {
    float most = 0;
    for (float weight : dense) {
      most = Math.max(most, Math.abs(weight));
    }
    int[] cells = new int[4_097];
    for (float weight : dense) {
      cells[(int) (Math.abs(weight) / (most + 1e-12f) * 4_096)]++;
    }
    long wanted = (long) (share * dense.length);
    long seen = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      seen += cells[cell];
      if (seen > wanted) {
        return most * cell / 4_096;
      }
    }
    return most;
  }
}
