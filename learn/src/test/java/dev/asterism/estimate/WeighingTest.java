package dev.asterism.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeighingTest {

  private static final int[] WIDTHS = {2, 12};

  /// Ten pieces of evidence behind the first two, which tell something, or nothing at all.
  private record World(List<double[]> rows, boolean[] outcomes) {

    static World of(int size, double telling, SplittableRandom random) {
      List<double[]> rows = new ArrayList<>();
      boolean[] outcomes = new boolean[size];
      for (int i = 0; i < size; i++) {
        double[] row = new double[12];
        row[0] = 1;
        for (int piece = 1; piece < row.length; piece++) {
          row[piece] = random.nextGaussian();
        }
        double odds = 1.5 * row[1] + telling * row[2];
        outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
        rows.add(row);
      }
      return new World(rows, outcomes);
    }
  }

  @Test
  void whatTellsNothingIsSeldomLeantOnWhereOutcomesAreFew() {
    SplittableRandom random = new SplittableRandom(43);
    int leaning = 0;
    for (int trial = 0; trial < 200; trial++) {
      World world = World.of(100, 0, random);
      double[] weights = Weighing.fit(world.rows(), world.outcomes(), WIDTHS).weights();
      leaning += weights[5] == 0 ? 0 : 1;
    }
    assertThat(leaning).isLessThan(30);
  }

  @Test
  void whatTellsIsLeantOn() {
    SplittableRandom random = new SplittableRandom(47);
    int leaning = 0;
    for (int trial = 0; trial < 50; trial++) {
      World world = World.of(300, 1.5, random);
      double[] weights = Weighing.fit(world.rows(), world.outcomes(), WIDTHS).weights();
      leaning += weights[2] > 0.5 ? 1 : 0;
    }
    assertThat(leaning).isEqualTo(50);
  }

  @Test
  void chancesAreWhatTheySay() {
    SplittableRandom random = new SplittableRandom(53);
    World taught = World.of(1_000, 1, random);
    World fresh = World.of(20_000, 1, random);
    Weighing weighing = Weighing.fit(taught.rows(), taught.outcomes(), WIDTHS);
    double expected = 0;
    double came = 0;
    for (int i = 0; i < fresh.outcomes().length; i++) {
      double chance = weighing.chance(fresh.rows().get(i));
      if (chance > 0.7) {
        expected += chance;
        came += fresh.outcomes()[i] ? 1 : 0;
      }
    }
    assertThat(came).isPositive();
    assertThat(expected / came).isCloseTo(1, within(0.05));
  }
}
