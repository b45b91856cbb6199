package dev.asterism.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Disconnects clients that do not get on with sending their requests or with taking their answers:
/// each holds a connection, and most of them one of the places that there are for requests.
///
/// Sockets have no read timeout (on virtual threads one costs up to a third of a request's CPU);
/// one watchdog looks at all that wait.
final class SlowClients implements AutoCloseable {

  /// How long a connection may wait for its next request.
  private static final Duration IDLE = Duration.ofMinutes(5);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_IN_A_PATIENCE = 4;
  private static final int BYTES_A_SECOND = 1_024;

  private final Duration patience;
  private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slow-clients").factory());

  SlowClients(Duration patience) {
    this.patience = patience;
    long nanos =
        Math.min(LONGEST_LOOK.toNanos(), Math.max(1, patience.toNanos() / LOOKS_IN_A_PATIENCE));
    var _ =
        watchdog.scheduleWithFixedDelay(
            () -> all.forEach(Waiting::look), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// What waits for a client, and when that is enough.
  final class Waiting implements AutoCloseable {

    private final long since = System.nanoTime();
    private final long most;
    private final Runnable disconnect;

    private Waiting(long most, Runnable disconnect) {
      this.most = most;
      this.disconnect = disconnect;
    }

    private void look() {
      if (nanos() > most) {
        disconnect.run();
      }
    }

    long nanos() {
      return System.nanoTime() - since;
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  /// Begins to wait for a next request.
  Waiting forNext(Runnable disconnect) {
    return begin(IDLE.toNanos(), disconnect);
  }

  /// Begins to wait for more of a request.
  ///
  /// @param received bytes of it so far
  /// @param waited nanoseconds for them so far
  Waiting forMore(long received, long waited, Runnable disconnect) {
    long allowed = patience.toNanos() + TimeUnit.SECONDS.toNanos(received) / BYTES_A_SECOND;
    return begin(allowed - waited, disconnect);
  }

  /// Begins to wait until some of an answer is taken.
  Waiting forTaking(Runnable disconnect) {
    return begin(patience.toNanos(), disconnect);
  }

  private Waiting begin(long most, Runnable disconnect) {
    Waiting waiting = new Waiting(most, disconnect);
    all.add(waiting);
    return waiting;
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
  }
}
