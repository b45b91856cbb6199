package dev.asterism.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Does off the path of requests what nobody waits for: so many things at once, and what comes
/// beyond them is left out.
final class Aside implements AutoCloseable {

  private static final int AT_ONCE = 16;
  private static final long PATIENCE_SECONDS = 5;

  private final Semaphore running = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Does something soon, or leaves it out where too much is under way.
  void soon(Runnable what) {
    if (!running.tryAcquire()) {
      return;
    }
    try {
      threads.execute(() -> {
        try {
          what.run();
        } finally {
          running.release();
        }
      });
    } catch (RejectedExecutionException _) {
      // The server stops.
      running.release();
    }
  }

  /// Waits a little for what is under way, and breaks off the rest.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
