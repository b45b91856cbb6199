package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BettingSequenceTest {

  private static final double ALPHA = 0.05;

  @Test
  void theRunningIntervalSeldomEverMissesTheMean() {
    int worlds = 400;
    int wrong = 0;
    Random random = new Random(4);
    for (int world = 0; world < worlds; world++) {
      double mean = 0.01 + 0.2 * random.nextDouble();
      BettingSequence sequence = new BettingSequence(ALPHA);
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
    BettingSequence sequence = new BettingSequence(ALPHA);
    for (int i = 0; i < 5_000; i++) {
      sequence.add(random.nextDouble() < 0.1);
    }
    assertThat(sequence.lower()).isBetween(0.06, 0.1);
    assertThat(sequence.upper()).isBetween(0.1, 0.14);
  }
}
