package dev.asterism.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When a provider says to come back (RFC 9110, section 10.2.3): in seconds, or at a date. Some say
/// it in milliseconds too, in a header of their own.
public final class RetryAfter {

  private RetryAfter() {}

  /// {@return how long to wait from now on; empty where nothing is said that can be understood}
  public static Optional<Duration> of(List<Map.Entry<String, String>> headers, Instant now) {
    return first(headers, "retry-after-ms")
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> Duration.ofMillis(Long.parseLong(text)))
        .or(() -> first(headers, "retry-after").flatMap(text -> time(text, now)));
  }

  private static Optional<Duration> time(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(List<Map.Entry<String, String>> headers, String name) {
    return HeaderLines.first(headers, name).map(String::strip);
  }
}
