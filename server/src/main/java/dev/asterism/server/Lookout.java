package dev.asterism.server;

import dev.asterism.background.Background;
import dev.asterism.store.SqliteStore;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks again and again, off the path, whether anything new is stored, and has it learnt from.
///
/// One thread.
final class Lookout implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Lookout.class.getName());

  private static final int MOST_SECONDS = 5;

  private final SqliteStore store;
  private final String what;
  private final Runnable learning;
  private final ScheduledExecutorService thread;
  private long looked = -1;

  /// @param what the learning is about, such as `caches`
  Lookout(SqliteStore store, String what, Runnable learning) {
    this.store = store;
    this.what = what;
    this.learning = learning;
    this.thread = Executors.newSingleThreadScheduledExecutor(Background.threads(what));
  }

  /// @param first how long is waited before the first look
  /// @param every how long is waited between two looks
  void start(Duration first, Duration every) {
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Looks once; where that fails, the next look goes on.
  void look() {
    try {
      long stored = store.stored();
      if (stored != looked) {
        looked = stored;
        learning.run();
      }
    } catch (RuntimeException failure) {
      LOG.log(
          System.Logger.Level.ERROR, "a look at " + what + " failed; the next goes on", failure);
    }
  }

  /// Waits a little for the look that is under way, lest it reads what is closed.
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      var _ = thread.awaitTermination(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
