package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Looks are 100 ms apart; threads may be 50 ms late.
class CongestionTest {

  private static final long LATE = Duration.ofMillis(60).toNanos();
  private static final long INTIME = Duration.ofMillis(50).toNanos();

  private final Congestion congestion = new Congestion(Duration.ofMillis(50));
  private long now = -5;

  @Test
  void onePauseOfAllThreadsIsNoCongestion() {
    assertThat(after(INTIME)).isFalse();
    assertThat(after(Duration.ofSeconds(3).toNanos())).isFalse();
    assertThat(after(INTIME)).isFalse();
  }

  @Test
  void threadsThatAreLateForHalfASecondAre() {
    for (int look = 0; look < 5; look++) {
      assertThat(after(LATE)).isFalse();
    }
    assertThat(after(LATE)).isTrue();
    assertThat(after(INTIME)).isFalse();
  }

  @Test
  void whoeverIsInTimeOnceHasALongTimeAgain() {
    for (int look = 0; look < 100; look++) {
      assertThat(after(look % 5 == 0 ? INTIME : LATE)).isFalse();
    }
  }

  @Test
  void whatWasCongestedAMomentAgoIsSoAtOnce() {
    congest();
    assertThat(after(INTIME)).isFalse();
    assertThat(after(LATE)).isTrue();
  }

  @Test
  void whatWasCongestedLongAgoIsForgotten() {
    congest();
    for (int look = 0; look < 101; look++) {
      assertThat(after(INTIME)).isFalse();
    }
    assertThat(after(LATE)).isFalse();
  }

  @Test
  void withoutALimitNothingIsLate() {
    Congestion never = new Congestion(Duration.ZERO);
    for (int look = 0; look < 100; look++) {
      never.ran(Duration.ofSeconds(look).toNanos(), Duration.ofSeconds(1).toNanos());
    }
    assertThat(never.isOn()).isFalse();
  }

  private void congest() {
    while (!after(LATE)) {
      assertThat(now).isLessThan(Duration.ofSeconds(1).toNanos());
    }
  }

  /// {@return whether there is too much to do at the next look}
  private boolean after(long nanosLate) {
    now += Duration.ofMillis(100).toNanos();
    congestion.ran(now, nanosLate);
    return congestion.isOn();
  }
}
