package dev.asterism.gateway;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongConsumer;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Measures how late threads are run that answer requests: one of their kind sleeps again and
/// again, and tells how much later than it asked it was woken. Any request whose turn it is waits
/// as long.
///
/// Where hardly any thread waits, it is the machine that is busy with something else. To answer
/// fewer requests would not help; nobody is told to be late.
final class Lateness implements AutoCloseable {

  private static final Duration SLEEP = Duration.ofMillis(20);

  /// So many threads may wait for each processor.
  private static final int FEW = 8;

  private final VirtualThreadSchedulerMXBean scheduler =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
  private final Thread thread;

  /// @param told how many nanoseconds late a thread was run, each time
  Lateness(LongConsumer told) {
    thread = Thread.ofVirtual().name("lateness").start(() -> watch(told));
  }

  private void watch(LongConsumer told) {
    try {
      while (true) {
        long due = System.nanoTime() + SLEEP.toNanos();
        Thread.sleep(SLEEP);
        boolean crowded =
            scheduler.getQueuedVirtualThreadCount() > (long) FEW * scheduler.getParallelism();
        told.accept(crowded ? System.nanoTime() - due : 0);
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
