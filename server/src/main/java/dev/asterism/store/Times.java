package dev.asterism.store;

import java.time.Instant;

/// Instants as the database keeps them: nanoseconds since 1970.
final class Times {

  private static final long NANOS = 1_000_000_000L;

  private Times() {}

  static long nanos(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano());
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
