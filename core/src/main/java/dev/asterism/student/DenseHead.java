package dev.asterism.student;

/// An int8-quantized linear head over an encoder's vectors.
///
/// @param weights row by row, one row for each number of the vector, in steps of the label's scale
/// @param scales one step of each label
/// @param biases one for each label
public record DenseHead(byte[] weights, float[] scales, float[] biases) {

  private static final int STEPS = 127;

  /// {@return the head of unquantized weights}
  ///
  /// @param dense row-major, `biases.length` weights for each row
  /// @param centre what was taken from each vector in training; here the biases take it up
  public static DenseHead of(float[] dense, float[] biases, float[] centre) {
    int width = biases.length;
    float[] scales = new float[width];
    for (int i = 0; i < dense.length; i++) {
      scales[i % width] = Math.max(scales[i % width], Math.abs(dense[i]));
    }
    for (int label = 0; label < width; label++) {
      scales[label] = Math.max(scales[label], 1e-9f) / STEPS;
    }
    byte[] weights = new byte[dense.length];
    for (int i = 0; i < dense.length; i++) {
      weights[i] = (byte) Math.round(dense[i] / scales[i % width]);
    }
    DenseHead uncentred = new DenseHead(weights, scales, new float[width]);
    float[] shift = uncentred.sums(centre);
    float[] moved = biases.clone();
    for (int label = 0; label < width; label++) {
      moved[label] -= shift[label];
    }
    return new DenseHead(weights, scales, moved);
  }

  /// {@return how many numbers a vector has}
  public int rows() {
    return weights.length / biases.length;
  }

  /// {@return each label's sum for a vector}
  public float[] sums(float[] vector) {
    int width = biases.length;
    float[] sums = new float[width];
    for (int row = 0; row < vector.length; row++) {
      float value = vector[row];
      int from = row * width;
      for (int label = 0; label < width; label++) {
        sums[label] += value * weights[from + label];
      }
    }
    for (int label = 0; label < width; label++) {
      sums[label] = sums[label] * scales[label] + biases[label];
    }
    return sums;
  }
}
