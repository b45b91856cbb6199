package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Looks are 50 ms apart; threads may be 20 ms late; from 10 to 1,000 requests.
class CongestionTest {

  private static final long LATE = Duration.ofMillis(21).toNanos();
  private static final long INTIME = Duration.ofMillis(20).toNanos();

  private final Congestion congestion = new Congestion(Duration.ofMillis(20), 10, 1_000);
  private long now = -5;

  @Test
  void onePauseOfAllThreadsIsNoCongestion() {
    assertThat(after(INTIME, 500)).isEqualTo(1_000);
    assertThat(after(Duration.ofSeconds(3).toNanos(), 500)).isEqualTo(1_000);
    assertThat(after(LATE, 500)).isEqualTo(1_000);
    assertThat(after(INTIME, 500)).isEqualTo(1_000);
    assertThat(after(LATE, 500)).isEqualTo(1_000);
  }

  @Test
  void manyRequestsAtOnceAreNoCongestionWhereTheyAreDoneInTwoSeconds() {
    for (int look = 0; look < 40; look++) {
      assertThat(after(LATE, 900)).isEqualTo(1_000);
    }
    assertThat(after(INTIME, 10)).isEqualTo(1_000);
  }

  @Test
  void whereThreadsStayLateFewerRequestsMayBeBusyThanAre() {
    staysLate();
    assertThat(after(LATE, 500)).isEqualTo(400);
    assertThat(after(LATE, 390)).isEqualTo(312);
    assertThat(after(LATE, 500)).isEqualTo(250);
  }

  @Test
  void theLaterTheyAreTheFewer() {
    staysLate();
    assertThat(after(10 * INTIME, 500)).isEqualTo(50);
  }

  @Test
  void someMayBeInAnyCase() {
    for (int look = 0; look < 100; look++) {
      assertThat(after(LATE, 2)).isGreaterThanOrEqualTo(10);
    }
    assertThat(after(LATE, 2)).isEqualTo(10);
  }

  @Test
  void onceThreadsAreRunInTimeMoreMayBeStepByStep() {
    for (int look = 0; look < 100; look++) {
      after(LATE, 500);
    }
    assertThat(after(INTIME, 10)).isEqualTo(11);
    int looks = 1;
    while (after(INTIME, 500) < 1_000) {
      looks++;
      assertThat(looks).isLessThan(200);
    }
    assertThat(looks).isGreaterThan(50);
  }

  @Test
  void withoutALimitNothingIsLate() {
    Congestion never = new Congestion(Duration.ZERO, 10, 1_000);
    for (int look = 0; look < 100; look++) {
      never.ran(Duration.ofSeconds(look).toNanos(), Duration.ofSeconds(1).toNanos(), 500);
    }
    assertThat(never.limit()).isEqualTo(1_000);
  }

  private void staysLate() {
    for (int look = 0; look < 40; look++) {
      after(LATE, 500);
    }
  }

  /// {@return how many may be busy after the next look}
  private int after(long nanosLate, int busy) {
    now += Duration.ofMillis(50).toNanos();
    congestion.ran(now, nanosLate, busy);
    return congestion.limit();
  }
}
