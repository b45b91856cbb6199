package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.student.Reading;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Sums are drawn about the truth; the further apart its label is held, the more a reading knows.
class BalanceTest {

  private static final int WIDTH = 5;

  private record Seen(float[] grams, float[] meaning, int label) {}

  @Test
  void itLiesHalfwayFromEvenToWhereSquaresAreLeast() {
    for (long world = 0; world < 50; world++) {
      Random random = new Random(world);
      List<Seen> seen = seen(random, 400, 3 * random.nextDouble(), 3 * random.nextDouble());
      double nearest = 2 * balance(seen).weight() - Balance.EVEN;
      double least = brier(seen, nearest);
      for (int step = 0; step <= 20; step++) {
        assertThat(brier(seen, step / 20.0)).isGreaterThanOrEqualTo(least - 1e-9);
      }
    }
  }

  @Test
  void whoKnowsMoreIsHeardMore() {
    Random random = new Random(7);
    assertThat(balance(seen(random, 9_000, 4, 0)).weight()).isBetween(0.25, 0.3);
    assertThat(balance(seen(random, 9_000, 0, 4)).weight()).isBetween(0.7, 0.75);
    assertThat(balance(seen(random, 9_000, 2, 2)).weight()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void partsFindTogetherWhatOneFindsAlone() {
    List<Seen> seen = seen(new Random(3), 400, 1, 2);
    Balance parts =
        Balance.of(List.of(balance(seen.subList(0, 100)), balance(seen.subList(100, seen.size()))));
    assertThat(parts.weight()).isCloseTo(balance(seen).weight(), within(1e-9));
  }

  @Test
  void whereBothSayTheSameNeitherWeighsMore() {
    Balance balance = new Balance();
    balance.take(new float[] {1, 2}, new float[] {1, 2}, 0);
    assertThat(balance.weight()).isEqualTo(Balance.EVEN);
    assertThat(new Balance().weight()).isEqualTo(Balance.EVEN);
  }

  private static Balance balance(List<Seen> all) {
    Balance balance = new Balance();
    all.forEach(one -> balance.take(one.grams(), one.meaning(), one.label()));
    return balance;
  }

  private static List<Seen> seen(Random random, int count, double byGrams, double byMeaning) {
    return random
        .ints(count, 0, WIDTH)
        .mapToObj(
            label -> new Seen(sums(random, label, byGrams), sums(random, label, byMeaning), label))
        .toList();
  }

  private static float[] sums(Random random, int label, double known) {
    float[] sums = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      sums[i] = (float) (random.nextGaussian() + (i == label ? known : 0));
    }
    return sums;
  }

  private static double brier(List<Seen> all, double weight) {
    double sum = 0;
    for (Seen one : all) {
      double[] grams = Reading.softmax(one.grams());
      double[] meaning = Reading.softmax(one.meaning());
      for (int i = 0; i < WIDTH; i++) {
        double both = (1 - weight) * grams[i] + weight * meaning[i];
        sum += Math.pow(both - (i == one.label() ? 1 : 0), 2);
      }
    }
    return sum;
  }
}
