package dev.asterism.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Puts answered requests to the teacher as well, after the answer and off its path.
///
/// At most so many at once; what is over is left out, whatever it asks, so the sample stays fair.
final class Auditor implements AutoCloseable {

  private static final int AT_ONCE = 64;

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  void later(Runnable audit) {
    if (places.tryAcquire()) {
      threads.execute(() -> {
        try {
          audit.run();
        } finally {
          places.release();
        }
      });
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
