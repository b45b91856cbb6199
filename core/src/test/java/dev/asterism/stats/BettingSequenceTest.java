package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BettingSequenceTest {

  private static final double ALPHA = 0.05;

  /// Whoever looks after every observation and stops at the worst moment is still right.
  @Test
  void aTolerableMeanIsSeldomCalledTooHighHoweverOftenOneLooks() {
    int worlds = 10_000;
    int wrong = 0;
    Random random = new Random(3);
    for (int world = 0; world < worlds; world++) {
      if (crosses(random, 0.02, 0.02, 120)) {
        wrong++;
      }
    }
    // Three standard errors above alpha.
    assertThat((double) wrong / worlds)
        .isLessThan(ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / worlds));
  }

  @Test
  void theRunningIntervalSeldomEverMissesTheMean() {
    int worlds = 400;
    int wrong = 0;
    Random random = new Random(4);
    for (int world = 0; world < worlds; world++) {
      double mean = 0.01 + 0.2 * random.nextDouble();
      BettingSequence sequence = new BettingSequence(ALPHA, 0.5);
      boolean missed = false;
      for (int i = 1; i <= 300; i++) {
        sequence.add(random.nextDouble() < mean);
        missed |= i % 10 == 0 && (sequence.lower() > mean || sequence.upper() < mean);
      }
      wrong += missed ? 1 : 0;
    }
    assertThat((double) wrong / worlds)
        .isLessThan(ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / worlds));
  }

  @Test
  void theIntervalNarrowsAroundTheMean() {
    Random random = new Random(5);
    BettingSequence sequence = new BettingSequence(ALPHA, 0.5);
    for (int i = 0; i < 5_000; i++) {
      sequence.add(random.nextDouble() < 0.1);
    }
    assertThat(sequence.lower()).isBetween(0.06, 0.1);
    assertThat(sequence.upper()).isBetween(0.1, 0.14);
  }

  private static boolean crosses(Random random, double mean, double limit, int observations) {
    BettingSequence test = new BettingSequence(ALPHA, limit);
    for (int i = 0; i < observations && !test.exceeded(); i++) {
      test.add(random.nextDouble() < mean);
    }
    return test.exceeded();
  }
}
