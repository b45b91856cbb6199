package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighboursTest {

  private static final int NUMBERS = 384;
  private static final float[] CENTRE = new float[NUMBERS];

  @Test
  void signsTellTheAngleBetweenVectors() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      float[] one = vector(random);
      float[] two = mixed(one, vector(random), random.nextFloat());
      Neighbours neighbours = Neighbours.of(CENTRE, new float[][] {two}, new byte[] {0});
      // Five standard deviations of a share of so many signs.
      double error = 5 * Math.PI * Math.sqrt(0.25 / NUMBERS);
      assertThat(Math.acos(neighbours.evidence(one, 0)[0]))
          .isCloseTo(Math.acos(cosine(one, two)), within(error));
    }
  }

  @Test
  void theNearestOfTheLabelAndOfAnotherAreToldApart() {
    Random random = new Random(4);
    float[] here = vector(random);
    float[][] examples = {
      mixed(here, vector(random), 0.2f), mixed(here, vector(random), 0.8f), vector(random)
    };
    Neighbours neighbours = Neighbours.of(CENTRE, examples, new byte[] {1, 2, 1});
    double[] first = neighbours.evidence(here, 1);
    double[] second = neighbours.evidence(here, 2);
    assertThat(first[0]).isGreaterThan(first[1]);
    assertThat(second[0]).isEqualTo(first[1]);
    assertThat(second[1]).isEqualTo(first[0]);
    assertThat(first[2]).isGreaterThan(0.9);
    assertThat(first[2] + second[2]).isCloseTo(1, within(1e-9));
  }

  @Test
  void whatIsAnExampleItselfIsAsNearAsCanBe() {
    float[] here = vector(new Random(5));
    Neighbours neighbours = Neighbours.of(CENTRE, new float[][] {here}, new byte[] {(byte) 200});
    assertThat(neighbours.evidence(here, 200)).containsExactly(1, Math.cos(Math.PI / 2), 1);
  }

  @Test
  void onlyTheNearestHaveAVote() {
    Random random = new Random(6);
    float[] here = vector(random);
    float[][] examples = new float[60][];
    byte[] labels = new byte[60];
    for (int i = 0; i < 60; i++) {
      examples[i] = mixed(here, vector(random), i < 10 ? 0.1f : 0.9f);
      labels[i] = (byte) (i < 10 ? 1 : 2);
    }
    assertThat(Neighbours.of(CENTRE, examples, labels).evidence(here, 1)[2]).isEqualTo(1);
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new Neighbours(CENTRE, new long[5], new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[] vector(Random random) {
    float[] vector = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static float[] mixed(float[] one, float[] two, float share) {
    float[] mixed = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      mixed[i] = (1 - share) * one[i] + share * two[i];
    }
    return mixed;
  }

  private static double cosine(float[] one, float[] two) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < NUMBERS; i++) {
      product += one[i] * two[i];
      first += one[i] * one[i];
      second += two[i] * two[i];
    }
    return product / Math.sqrt(first * second);
  }
}
