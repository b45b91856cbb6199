package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedLevelTest {

  @Test
  void howeverManyTestsThereAreTheySpendNoMoreThanTheLevel() {
    double spent = IntStream.rangeClosed(1, 1_000).mapToDouble(test -> of(test)).sum();
    assertThat(spent).isBetween(0.0499, 0.05);
  }

  @Test
  void eachTestHasLessThanTheOneBefore() {
    assertThat(IntStream.range(1, 30))
        .allMatch(test -> of(test + 1) < of(test) && of(test + 1) > 0);
  }

  private static double of(int test) {
    return SharedLevel.of(0.05, test);
  }
}
