package dev.asterism.gateway;

import java.time.Duration;

/// Measures how late threads are run that answer requests: one of their kind sleeps again and
/// again, and tells how much later than it asked it was woken. Any request whose turn it is waits
/// as long.
final class Lateness implements AutoCloseable {

  private static final Duration SLEEP = Duration.ofMillis(20);

  private final Thread thread;

  Lateness(Congestion congestion) {
    thread = Thread.ofVirtual().name("lateness").start(() -> watch(congestion));
  }

  private static void watch(Congestion congestion) {
    try {
      while (true) {
        long due = System.nanoTime() + SLEEP.toNanos();
        Thread.sleep(SLEEP);
        long now = System.nanoTime();
        congestion.ran(now, now - due);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
