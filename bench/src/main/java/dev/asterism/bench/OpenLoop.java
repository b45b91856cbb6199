package dev.asterism.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Clients that ask at a steady rate, whether they are answered or not, as the world does. Each
/// time is counted from the moment at which a request was due, so that a server that keeps the
/// clients from asking cannot hide that.
///
/// @param perSecond requests offered
/// @param connections on which they are asked; as many can be under way
record OpenLoop(int perSecond, int connections) {

  private static final String ANSWERED = "http/1.1 200";
  private static final String SHED = "http/1.1 429";

  /// What came of it; times in nanoseconds.
  ///
  /// @param late how long after they were due requests were asked, the clients being busy
  /// @param answered with 200
  /// @param shed with 429
  /// @param unadvised how many of those shed were not told when to come back
  /// @param failed how many were told anything else, or had their connection closed
  record Heard(
      Histogram late, Histogram answered, Histogram shed, LongAdder unadvised, LongAdder failed) {

    static Heard nothing() {
      return new Heard(times(), times(), times(), new LongAdder(), new LongAdder());
    }

    private static Histogram times() {
      return new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 2);
    }

    private void hear(String head, long nanos) {
      if (head.startsWith(ANSWERED)) {
        answered.recordValue(nanos);
      } else if (head.startsWith(SHED)) {
        shed.recordValue(nanos);
        if (!head.contains("\r\nretry-after:")) {
          unadvised.increment();
        }
      } else {
        failed.increment();
      }
    }

    long asked() {
      return late.getTotalCount();
    }
  }

  /// {@return what was heard of all that was due in so many seconds}
  Heard run(int port, byte[] request, int seconds) throws IOException {
    List<KeptConnection> clients = new ArrayList<>();
    Heard heard = Heard.nothing();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < connections; client++) {
        clients.add(new KeptConnection(port));
      }
      long begun = System.nanoTime();
      Turns turns = new Turns(begun, begun + TimeUnit.SECONDS.toNanos(seconds), new AtomicLong());
      clients.forEach(client -> threads.execute(() -> ask(client, port, request, heard, turns)));
    }
    return heard;
  }

  /// When each request is due.
  ///
  /// @param begun when the first was, by `System.nanoTime`
  /// @param end before which all are; what nobody could ask until then is not asked
  private record Turns(long begun, long end, AtomicLong taken) {

    /// {@return when the next is due; empty where there is none}
    OptionalLong next(int perSecond) {
      long due = begun + TimeUnit.SECONDS.toNanos(taken.getAndIncrement()) / perSecond;
      return due < end && System.nanoTime() < end ? OptionalLong.of(due) : OptionalLong.empty();
    }
  }

  /// Asks until the time is over, over another connection where one breaks.
  private void ask(KeptConnection first, int port, byte[] request, Heard heard, Turns turns) {
    KeptConnection connection = first;
    try {
      for (OptionalLong due = turns.next(perSecond); due.isPresent(); due = turns.next(perSecond)) {
        sleepUntil(due.getAsLong());
        heard.late().recordValue(System.nanoTime() - due.getAsLong());
        try {
          heard.hear(connection.ask(request), System.nanoTime() - due.getAsLong());
        } catch (IOException _) {
          heard.failed().increment();
          connection.close();
          connection = new KeptConnection(port);
        }
      }
      connection.close();
    } catch (IOException _) {
      // The server takes no connection any more: this client gives up.
    }
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
