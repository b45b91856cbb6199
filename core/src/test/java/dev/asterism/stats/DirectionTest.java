package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cosines of directions beside those of the vectors that they were made of.
class DirectionTest {

  private final Random random = new Random(7);

  private float[] vector(int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double own = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      own += (double) one[i] * one[i];
      others += (double) other[i] * other[i];
    }
    return product / Math.sqrt(own * others);
  }

  private static double cosine(Direction one, Direction other) {
    return one.cosines().with(other);
  }

  /// Somewhere between two vectors.
  private static float[] between(float[] one, float[] other, float share) {
    float[] mixed = new float[one.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = share * one[i] + (1 - share) * other[i];
    }
    return mixed;
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 384, 1_024})
  void aByteForEachDimensionMovesTheCosineByLessThanHalfAHundredth(int width) {
    for (int i = 0; i < 1_000; i++) {
      float[] one = vector(width);
      float[] other = between(one, vector(width), random.nextFloat());
      assertThat(cosine(Direction.of(one), Direction.of(other)))
          .isCloseTo(cosine(one, other), within(0.005));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 384})
  void theCosineIsThatOfItsBytesToTheLastDigit(int width) {
    for (int i = 0; i < 1_000; i++) {
      byte[] one = bytes(width);
      byte[] other = bytes(width);
      assertThat(cosine(Direction.ofBytes(one), Direction.ofBytes(other)))
          .isCloseTo(exact(one, other), within(1e-12));
    }
  }

  /// Many of them the greatest and the least that there are.
  private byte[] bytes(int width) {
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] =
          (byte)
              switch (random.nextInt(4)) {
                case 0 -> 127;
                case 1 -> -127;
                default -> random.nextInt(255) - 127;
              };
    }
    return bytes;
  }

  private static double exact(byte[] one, byte[] other) {
    float[] first = new float[one.length];
    float[] second = new float[one.length];
    for (int i = 0; i < one.length; i++) {
      first[i] = one[i];
      second[i] = other[i];
    }
    double cosine = cosine(first, second);
    return Double.isNaN(cosine) ? 0 : cosine;
  }

  @Test
  void itsBytesTellAllOfIt() {
    for (int width = 0; width < 20; width++) {
      byte[] bytes = bytes(width);
      assertThat(Direction.ofBytes(bytes).bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void theLengthOfAVectorDoesNotMatter() {
    float[] vector = vector(384);
    float[] longer = vector.clone();
    for (int i = 0; i < longer.length; i++) {
      longer[i] *= 1_024;
    }
    assertThat(Direction.of(longer).bytes()).isEqualTo(Direction.of(vector).bytes());
    assertThat(cosine(Direction.of(vector), Direction.of(longer))).isEqualTo(1);
  }

  @Test
  void nothingLiesInTheDirectionOfZeros() {
    Direction none = Direction.of(new float[384]);
    assertThat(cosine(none, none)).isZero();
    assertThat(cosine(none, Direction.of(vector(384)))).isZero();
  }

  @Test
  void whatIsNoDirectionsByteIsRefused() {
    byte[] bytes = new byte[4];
    Arrays.fill(bytes, Byte.MIN_VALUE);
    assertThatThrownBy(() -> Direction.ofBytes(bytes)).hasMessageContaining("[-127, 127]");
  }
}
