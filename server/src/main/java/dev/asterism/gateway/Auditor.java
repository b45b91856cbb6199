package dev.asterism.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Puts answered requests to the teacher as well, after the answer and off its path.
///
/// So many at once, the others wait their turn: an audit left out would make the sample unfair, for
/// what students abstain on is never left out.
final class Auditor implements AutoCloseable {

  private static final int AT_ONCE = 64;

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  void later(Runnable audit) {
    threads.execute(() -> {
      places.acquireUninterruptibly();
      try {
        audit.run();
      } finally {
        places.release();
      }
    });
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
