package dev.asterism.gateway;

import java.time.Duration;

/// How many requests may be busy at once, so that none of them waits long for a processor. Those
/// that wait for a provider take none, and do not count.
///
/// What a server can bear is not known beforehand, but shows in how late threads are run whose turn
/// it is. One that is late for a moment shows little: many requests may have come at once, or the
/// garbage collector stopped all threads. Where they stay late there is a queue that does not get
/// shorter by itself (CoDel, RFC 8289), and fewer requests may be busy: a queue is about as long as
/// they are many, so as many fewer as threads are too late, and a fifth fewer at least. Once
/// threads are run in time more may, by small steps.
///
/// It reads no clock; times are those of `System.nanoTime`.
final class Congestion {

  /// Many requests that come at once are done by then.
  private static final long SUSTAINED = Duration.ofSeconds(2).toNanos();

  /// How soon it shows that fewer are not few enough.
  private static final long STILL = Duration.ofMillis(100).toNanos();

  private static final int LESS = 5;
  private static final int MORE = 20;

  private final long latest;
  private final int least;
  private final int most;
  private volatile int limit;
  private boolean late;
  private long lateSince;

  /// @param latest how late a thread may be run; zero for however late
  /// @param least requests that may be busy in any case
  /// @param most that may ever be
  Congestion(Duration latest, int least, int most) {
    this.latest = latest.isZero() ? Long.MAX_VALUE : latest.toNanos();
    this.least = Math.min(least, most);
    this.most = most;
    this.limit = most;
  }

  /// {@return how many requests may be busy}
  int limit() {
    return limit;
  }

  /// Learns how late a thread was run; from one thread alone.
  ///
  /// @param busy how many requests are
  void ran(long now, long nanosLate, int busy) {
    if (nanosLate <= latest) {
      late = false;
      limit = Math.min(most, limit + Math.max(1, limit / MORE));
      return;
    }
    if (!late) {
      late = true;
      lateSince = now;
    }
    if (now - lateSince >= (limit < most ? STILL : SUSTAINED)) {
      int borne = Math.min(limit, busy);
      long inTime = borne * latest / nanosLate;
      limit = (int) Math.max(least, Math.min(inTime, borne - borne / LESS));
    }
  }
}
