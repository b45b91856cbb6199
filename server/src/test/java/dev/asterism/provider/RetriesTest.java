package dev.asterism.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pauses of at most 100, 200, 400, ... ms, none longer than a second.
class RetriesTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private final Retries retries = new Retries(6, Duration.ofMillis(100), Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({"0, 0, 10", "0, 0.5, 55", "1, 0.5, 110", "2, 0, 40", "5, 0, 100", "5, 0.5, 550"})
  void pausesDoubleUpToTheLongestAndLeaveOutARandomPart(int done, double jitter, long millis) {
    assertThat(retries.pause(done, Optional.empty(), jitter)).contains(Duration.ofMillis(millis));
  }

  @Test
  void afterTheLastThereIsNone() {
    assertThat(retries.pause(6, Optional.empty(), 0.5)).isEmpty();
    assertThat(Retries.NONE.pause(0, Optional.empty(), 0.5)).isEmpty();
  }

  @Test
  void aProviderThatSaysWhenToComeBackIsHeardAndNotByAllAtOnce() {
    assertThat(retries.pause(0, Optional.of(Duration.ofMillis(900)), 0.5))
        .contains(Duration.ofMillis(955));
    assertThat(retries.pause(0, Optional.of(Duration.ZERO), 0.5)).contains(Duration.ofMillis(55));
  }

  @Test
  void oneThatWantsTooLongAPauseIsNotWaitedFor() {
    assertThat(retries.pause(0, Optional.of(Duration.ofMillis(1_001)), 0.5)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 7, 7000",
    "Retry-After, 0, 0",
    "retry-after, 'Thu, 26 Nov 2026 10:00:30 GMT', 30000",
    "retry-after, 'Thu, 26 Nov 2026 09:00:00 GMT', 0",
    "retry-after-ms, 250, 250",
  })
  void secondsDatesAndMillisecondsAreUnderstood(String name, String value, long millis) {
    assertThat(RetryAfter.of(List.of(Map.entry(name, value)), NOW))
        .contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999", "Thu, 99 Nov 2026 10:00:30 GMT"})
  void whatIsNotUnderstoodIsAsIfItWereNotSaid(String value) {
    assertThat(RetryAfter.of(List.of(Map.entry("retry-after", value)), NOW)).isEmpty();
  }
}
