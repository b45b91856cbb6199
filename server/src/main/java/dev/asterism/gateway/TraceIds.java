package dev.asterism.gateway;

import dev.asterism.trace.TraceId;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Names traces: a millisecond clock, then 64 random bits, so that names sort by time and cannot be
/// guessed by who did not see the answer.
public final class TraceIds {

  private static final SecureRandom RANDOM = new SecureRandom();

  private TraceIds() {}

  public static TraceId next() {
    HexFormat hex = HexFormat.of();
    return new TraceId(
        hex.toHexDigits(System.currentTimeMillis(), 12) + hex.toHexDigits(RANDOM.nextLong()));
  }
}
