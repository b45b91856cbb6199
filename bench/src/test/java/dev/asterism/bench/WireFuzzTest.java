package dev.asterism.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /// Seeds that found what was mended since.
  @ParameterizedTest
  @ValueSource(longs = {798_494, 861_106})
  void whatWasFoundOnceIsNotFoundAgain(long seed) {
    assertThatCode(() -> new WireFuzz(seed).round()).doesNotThrowAnyException();
  }
}
