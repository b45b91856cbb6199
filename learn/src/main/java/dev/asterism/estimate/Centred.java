package dev.asterism.estimate;

import java.util.Arrays;

/// Numbers less their mean.
record Centred(double mean, double[] values) {

  /// {@return the first `size` numbers, centred}
  static Centred of(double[] numbers, int size) {
    double mean = Arrays.stream(numbers, 0, size).average().orElse(0);
    return new Centred(
        mean, Arrays.stream(numbers, 0, size).map(number -> number - mean).toArray());
  }
}
