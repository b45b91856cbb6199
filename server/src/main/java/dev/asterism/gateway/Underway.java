package dev.asterism.gateway;

import dev.asterism.trace.TraceId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The requests that are being answered. A client holds its answer, and may ask about it, a moment
/// before that answer is recorded: what is asked of a trace waits for the record.
final class Underway {

  /// How long an answer that is still being told is waited for.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ConcurrentMap<TraceId, CountDownLatch> requests = new ConcurrentHashMap<>();

  /// Until it is closed, a request is being answered.
  interface Request extends AutoCloseable {
    @Override
    void close();
  }

  Request begin(TraceId trace) {
    CountDownLatch recorded = new CountDownLatch(1);
    requests.put(trace, recorded);
    return () -> {
      requests.remove(trace);
      recorded.countDown();
    };
  }

  /// {@return the same trace, once it is recorded or has taken too long}
  TraceId recorded(TraceId trace) {
    CountDownLatch recorded = requests.get(trace);
    if (recorded != null) {
      try {
        boolean _ = recorded.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return trace;
  }
}
