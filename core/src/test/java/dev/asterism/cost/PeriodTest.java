package dev.asterism.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodTest {

  @Test
  void aDayIsOneOfUtc() {
    Instant late = Instant.parse("2026-02-28T23:59:59.999Z");
    assertThat(Period.DAY.begin(late)).isEqualTo("2026-02-28T00:00:00Z");
    assertThat(Period.DAY.end(late)).isEqualTo("2026-03-01T00:00:00Z");
  }

  @Test
  void aMonthIsOneOfTheCalendarWhateverItsLength() {
    Instant leap = Instant.parse("2028-02-29T12:00:00Z");
    assertThat(Period.MONTH.begin(leap)).isEqualTo("2028-02-01T00:00:00Z");
    assertThat(Period.MONTH.end(leap)).isEqualTo("2028-03-01T00:00:00Z");
    assertThat(Period.MONTH.end(Instant.parse("2026-12-31T23:00:00Z")))
        .isEqualTo("2027-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(Period.class)
  void everyMomentIsOfOnePeriodAndTheNextBeginsWhereItEnds(Period period) {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000));
      Instant begin = period.begin(at);
      Instant end = period.end(at);
      assertThat(at).isAfterOrEqualTo(begin).isBefore(end);
      assertThat(period.begin(end)).isEqualTo(end);
      assertThat(period.begin(end.minusNanos(1))).isEqualTo(begin);
    }
  }
}
