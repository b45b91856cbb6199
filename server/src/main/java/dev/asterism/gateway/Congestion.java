package dev.asterism.gateway;

import java.time.Duration;

/// Whether more is to be done than the processors can do, told from how late threads are run whose
/// turn it is.
///
/// A thread that is late once shows little: the garbage collector stops all of them at times. One
/// that stays late shows a queue that does not get shorter by itself. This is the idea of CoDel
/// (RFC 8289): not how long a queue is counts, but whether it was ever short within some time. Once
/// it was congested, it is taken to be so again as soon as threads are late, for what caused it is
/// rarely over at once.
///
/// It reads no clock; times are those of `System.nanoTime`.
final class Congestion {

  private static final long SUSTAINED = Duration.ofMillis(500).toNanos();
  private static final long REMEMBERED = Duration.ofSeconds(10).toNanos();

  private final long most;
  private boolean late;
  private long lateSince;
  private boolean before;
  private long last;
  private volatile boolean on;

  /// @param most how late a thread may be run; zero for any
  Congestion(Duration most) {
    this.most = most.isZero() ? Long.MAX_VALUE : most.toNanos();
  }

  /// {@return whether there is too much to do}
  boolean isOn() {
    return on;
  }

  /// Remembers how late a thread was run; from one thread alone.
  void ran(long now, long nanosLate) {
    if (nanosLate <= most) {
      late = false;
      on = false;
      return;
    }
    if (!late) {
      late = true;
      lateSince = now;
    }
    boolean again = before && now - last <= REMEMBERED;
    if (again || now - lateSince >= SUSTAINED) {
      on = true;
      before = true;
      last = now;
    }
  }
}
