package dev.asterism.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The one thread that writes.
///
/// Recordings wait in a bounded queue and are committed in groups, so that many share one wait for
/// the disk. Jobs are done between groups, in the order in which all came. A disk that is full or
/// slow makes the writer try again for a while, then shed the group and go on.
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private static final int GROUP = 2_000;

  /// Each commit takes a processor for a millisecond or two, which some request then waits for: ten
  /// a second leave 99 of 100 requests alone. Whoever waits for a record has the group written at
  /// once.
  private static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long QUEUE_BYTES = 64L * 1024 * 1024;
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 500;
  private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final Duration JOB_TIME = Duration.ofSeconds(30);

  private sealed interface Item {}

  private record Recorded(Kept kept) implements Item {}

  private record Job(Callable<?> work, CompletableFuture<Object> done) implements Item {}

  private record Stop() implements Item {}

  private final Connection connection;
  private final int capacity;
  private final Duration patience;
  private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong shed = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean ended;
  private boolean refusing;
  private long lastLogged = System.nanoTime() - LOG_NANOS;

  /// @param patience how long a group is tried again before it is shed
  Writer(Connection connection, int capacity, Duration patience) {
    this.connection = connection;
    this.capacity = capacity;
    this.patience = patience;
    this.thread = Thread.ofPlatform().name("asterism-store").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Takes a recording, or sheds it if too many wait; never waits.
  void record(Kept kept) {
    int count = waiting.incrementAndGet();
    long bytes = waitingBytes.addAndGet(kept.bytes());
    if (closed || count > capacity || bytes > QUEUE_BYTES) {
      taken(kept);
      shed.incrementAndGet();
      return;
    }
    put(new Recorded(kept));
  }

  /// Does some work on the writer's connection, after all that came before it.
  <T> T call(Sql.Work<T> work) {
    if (closed) {
      throw new StoreException("The store is closed; nothing can be written to it.");
    }
    CompletableFuture<Object> done = new CompletableFuture<>();
    put(new Job(() -> work.on(connection), done));
    try {
      @SuppressWarnings("unchecked") // the job's result is its work's
      T result = (T) done.get(JOB_TIME.toMillis(), TimeUnit.MILLISECONDS);
      return result;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException refused) {
        throw refused;
      }
      throw new StoreException("The store could not write: " + message(e) + ".", e);
    } catch (TimeoutException e) {
      throw new StoreException(
          "The store has not written for " + JOB_TIME.toSeconds() + " s; is its disk alive?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while the store was writing.", e);
    }
  }

  long stored() {
    return stored.get();
  }

  long shed() {
    return shed.get();
  }

  /// Writes all that was taken, and ends.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    put(new Stop());
    try {
      thread.join(JOB_TIME);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean more = true;
    while (more) {
      try {
        more = work(queue.take());
      } catch (InterruptedException _) {
        // Nobody interrupts this thread but a mistake; the queue must be written all the same.
      }
    }
    ended = true;
    refuseRest();
  }

  private void put(Item item) {
    queue.add(item);
    if (!(item instanceof Recorded)) {
      LockSupport.unpark(thread);
    }
    if (ended) {
      refuseRest();
    }
  }

  /// Does one item, with the recordings that follow it where it is one; false at the end.
  private boolean work(Item first) {
    @Nullable Item item = first;
    if (item instanceof Recorded recorded) {
      List<Kept> group = new ArrayList<>();
      group.add(recorded.kept());
      item = gather(group);
      write(group);
    }
    return switch (item) {
      case Job job -> {
        perform(job);
        yield true;
      }
      case Stop _ -> false;
      case Recorded _ -> throw new IllegalStateException("gathering takes every recording");
      case null -> true;
    };
  }

  /// Adds recordings until the group is full or its time is over; {@return what ended it early}
  private @Nullable Item gather(List<Kept> group) {
    long end = System.nanoTime() + GROUP_NANOS;
    while (group.size() < GROUP) {
      Item next = queue.poll();
      long left = end - System.nanoTime();
      if (next instanceof Recorded recorded) {
        group.add(recorded.kept());
      } else if (next == null && left > 0) {
        // No recording wakes this thread: that would take a processor from the next request.
        LockSupport.parkNanos(this, left);
      } else {
        return next;
      }
    }
    return null;
  }

  private static void perform(Job job) {
    try {
      job.done().complete(job.work().call());
    } catch (Exception | Error e) {
      job.done().completeExceptionally(e);
    }
  }

  private void write(List<Kept> group) {
    group.forEach(this::taken);
    // Once the disk has refused a group for that long, the next are tried once until one succeeds.
    long end = System.nanoTime() + (refusing ? 0 : patience.toNanos());
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        commit(group);
        return;
      } catch (SQLException e) {
        if (permanent(e)) {
          apart(group, e);
          return;
        }
        if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > end) {
          refusing = true;
          shed(group.size(), e);
          return;
        }
      } catch (RuntimeException | Error e) {
        apart(group, e);
        return;
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private void commit(List<Kept> group) throws SQLException {
    int written = Sql.transaction(connection, open -> Batch.write(open, group));
    refusing = false;
    stored.addAndGet(written);
    shed.addAndGet(group.size() - written);
  }

  /// One recording that cannot be stored must not take its group with it.
  private void apart(List<Kept> group, Throwable cause) {
    if (group.size() == 1) {
      shed(1, cause);
      return;
    }
    group.forEach(kept -> {
      try {
        commit(List.of(kept));
      } catch (SQLException | RuntimeException | Error e) {
        shed(1, e);
      }
    });
  }

  /// Whether trying again cannot help, because the values themselves are refused.
  private static boolean permanent(SQLException e) {
    return e instanceof SQLiteException refused
        && switch (SQLiteErrorCode.getErrorCode(refused.getResultCode().code & 0xff)) {
          case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE -> true;
          default -> false;
        };
  }

  private void shed(int count, Throwable cause) {
    long total = shed.addAndGet(count);
    if (System.nanoTime() - lastLogged >= LOG_NANOS) {
      lastLogged = System.nanoTime();
      LOG.warn(
          "Traces cannot be written ({}); {} shed since the start. Answers are not affected.",
          cause.getMessage(),
          total);
    }
  }

  private void taken(Kept kept) {
    waiting.decrementAndGet();
    waitingBytes.addAndGet(-kept.bytes());
  }

  private void refuseRest() {
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      switch (item) {
        case Recorded(var kept) -> {
          taken(kept);
          shed.incrementAndGet();
        }
        case Job job ->
            job.done().completeExceptionally(new StoreException("The store is closed."));
        case Stop _ -> {}
      }
    }
  }

  private static String message(ExecutionException e) {
    return e.getCause() == null ? "no reason given" : String.valueOf(e.getCause().getMessage());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      // As in run.
    }
  }
}
