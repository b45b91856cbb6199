package dev.asterism.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class WireFuzzTest {

  @Test
  void damagedRequestsAndAnswersAreRefusedAndNothingElse() {
    for (long seed = 1; seed <= 5_000; seed++) {
      long own = seed;
      assertThatCode(() -> new WireFuzz(own).round())
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }
}
