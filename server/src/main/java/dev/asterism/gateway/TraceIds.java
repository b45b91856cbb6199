package dev.asterism.gateway;

import dev.asterism.trace.TraceId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;

/// Names traces: a millisecond clock, then 64 random bits, so that names sort by time and cannot be
/// guessed by who did not see the answer.
public final class TraceIds {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();
  private static final int NUMBERS = 256;

  /// Drawn many at a time, as each drawing asks the operating system.
  private static final ByteBuffer DRAWN = ByteBuffer.allocate(NUMBERS * Long.BYTES).limit(0);

  private static final ReentrantLock DRAWING = new ReentrantLock();

  private TraceIds() {}

  public static TraceId next() {
    return new TraceId(
        HEX.toHexDigits(System.currentTimeMillis(), 12) + HEX.toHexDigits(unguessable()));
  }

  private static long unguessable() {
    DRAWING.lock();
    try {
      if (!DRAWN.hasRemaining()) {
        RANDOM.nextBytes(DRAWN.array());
        DRAWN.clear();
      }
      return DRAWN.getLong();
    } finally {
      DRAWING.unlock();
    }
  }
}
