package dev.asterism.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// A stretch of the calendar in UTC, over which money is counted.
public enum Period {
  DAY {
    @Override
    LocalDate first(LocalDate day) {
      return day;
    }

    @Override
    LocalDate next(LocalDate first) {
      return first.plusDays(1);
    }
  },
  MONTH {
    @Override
    LocalDate first(LocalDate day) {
      return day.withDayOfMonth(1);
    }

    @Override
    LocalDate next(LocalDate first) {
      return first.plusMonths(1);
    }
  };

  abstract LocalDate first(LocalDate day);

  abstract LocalDate next(LocalDate first);

  /// {@return what it is called, such as `day`}
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// {@return when the stretch began that an instant is of}
  public Instant begin(Instant at) {
    return midnight(first(at.atOffset(ZoneOffset.UTC).toLocalDate()));
  }

  /// {@return when the stretch ends that an instant is of, and the next one begins}
  public Instant end(Instant at) {
    return midnight(next(first(at.atOffset(ZoneOffset.UTC).toLocalDate())));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
