package dev.asterism.stats;

/// The direction of a vector, a byte for each dimension: as much as a cosine needs.
///
/// The number of the greatest size becomes 127 or -127, and the others are rounded in that
/// proportion.
public final class Direction {

  private static final int GREATEST = 127;
  private static final int HALF = 16;
  private static final int ROUNDING = 1 << (HALF - 1);

  /// Two dimensions each: `second * 2^16 + first`, and a zero where there is no second.
  private final int[] pairs;

  private final int width;
  private final double length;

  private Direction(byte[] bytes) {
    this.width = bytes.length;
    this.pairs = new int[(width + 1) / 2];
    double squares = 0;
    for (int i = 0; i < width; i++) {
      pairs[i / 2] += bytes[i] << (i % 2 * HALF);
      squares += bytes[i] * bytes[i];
    }
    this.length = Math.sqrt(squares);
  }

  /// {@return the direction of a vector; of zeros alone there is none, and nothing lies in it}
  public static Direction of(float[] vector) {
    float most = 0;
    for (float value : vector) {
      most = Math.max(most, Math.abs(value));
    }
    byte[] bytes = new byte[vector.length];
    for (int i = 0; i < vector.length && most > 0; i++) {
      bytes[i] = (byte) Math.round(GREATEST * (double) vector[i] / most);
    }
    return new Direction(bytes);
  }

  /// {@return the direction that [#bytes()] told}
  ///
  /// @throws IllegalArgumentException if one of them is -128, which is never told
  public static Direction ofBytes(byte[] bytes) {
    for (byte one : bytes) {
      if (one < -GREATEST) {
        throw new IllegalArgumentException("a direction's numbers lie in [-127, 127]");
      }
    }
    return new Direction(bytes);
  }

  /// {@return its numbers, each in [-127, 127]}
  public byte[] bytes() {
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (i % 2 == 0 ? first(pairs[i / 2]) : second(pairs[i / 2]));
    }
    return bytes;
  }

  private static int first(int pair) {
    return (short) pair;
  }

  private static int second(int pair) {
    return (pair - first(pair)) >> HALF;
  }

  /// {@return the bytes that it takes in memory, about}
  public int size() {
    return pairs.length * Integer.BYTES;
  }

  /// {@return what measures how near many others lie to it}
  public Cosines cosines() {
    return new Cosines(this);
  }

  /// The cosines of one direction with others of the same width.
  ///
  /// One multiplication serves two dimensions: the upper half of `(a1 * 2^16 + a0) * (b0 * 2^16 +
  /// b1)` is `a0 * b0 + a1 * b1`, once the lower half, `a0 * b1`, is rounded away. So all is done
  /// on `int`, eight of which the compiler multiplies at once; it does nothing like that for bytes,
  /// nor for sums of `float`, whose order it must keep.
  public static final class Cosines {

    private final int[] swapped;
    private final double length;

    private Cosines(Direction one) {
      this.length = one.length;
      this.swapped = new int[one.pairs.length];
      for (int i = 0; i < swapped.length; i++) {
        swapped[i] = (first(one.pairs[i]) << HALF) + second(one.pairs[i]);
      }
    }

    /// {@return the cosine, in [-1, 1]; 0 where one of them is no direction}
    public double with(Direction other) {
      int sum = 0;
      for (int i = 0; i < swapped.length; i++) {
        sum += (swapped[i] * other.pairs[i] + ROUNDING) >> HALF;
      }
      double lengths = length * other.length;
      return lengths == 0 ? 0 : Math.clamp(sum / lengths, -1, 1);
    }
  }
}
