package dev.asterism.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.policy.Newcomer.Known;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewcomerTest {

  private static double expected(double size, Known... known) {
    return Newcomer.expected(size, List.of(known)).orElseThrow();
  }

  @Test
  void whoIsAsLargeAsAnotherIsExpectedToBeAsGood() {
    assertThat(expected(8, new Known(8, 0.7, 100))).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void fourTimesTheSizeDoublesTheOdds() {
    assertThat(expected(32, new Known(8, 0.5, 100))).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(expected(2, new Known(8, 0.5, 100))).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void theLargerTheBetterAndNothingIsSure() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Known one =
          new Known(1 + 100 * random.nextDouble(), random.nextDouble(), 1 + random.nextInt(300));
      Known other = new Known(1 + 100 * random.nextDouble(), random.nextInt(2), 20);
      double size = 1 + 50 * random.nextDouble();
      assertThat(expected(size, one, other)).isStrictlyBetween(0.0, expected(2 * size, one, other));
      assertThat(expected(2 * size, one, other)).isLessThan(1);
    }
  }

  @Test
  void whoIsKnownByMoreOutcomesCountsMore() {
    Known much = new Known(8, 0.9, 290);
    Known little = new Known(8, 0.3, 10);
    assertThat(expected(8, much, little)).isBetween(0.88, 0.9);
  }

  @Test
  void whereNobodyIsKnownNothingIsExpected() {
    assertThat(Newcomer.expected(8, List.of())).isEmpty();
  }
}
