package dev.asterism.bench;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Measures what a proxy does to streams that take their time, [LoadUpstream#PACE] for each event:
/// how much later the first event comes, and how long the longest silence is while many streams
/// flow.
///
/// `StreamLoad [SECONDS|quick [SHAPE:STREAMS[,SHAPE:STREAMS...]]]`: 20 seconds (`quick` 4), with
/// one brief stream, which is over after three events, and with 1 and 512 paced ones, which take a
/// second. One after another the upstream alone and each proxy is asked; a new stream begins where
/// one ended, over the same connection.
final class StreamLoad {

  private static final int USUAL_SECONDS = 20;
  private static final int QUICK_SECONDS = 4;
  private static final int EVENT_BYTES = 256;
  private static final String USUAL_LOADS = "brief:1,paced:1,paced:512";

  private StreamLoad() {}

  /// What came of it.
  private record Measured(Histogram first, Histogram gaps, int broken) {

    static Measured none() {
      return new Measured(Load.histogram(), Load.histogram(), 0);
    }

    Measured plus(Measured other) {
      first.add(other.first);
      gaps.add(other.gaps);
      return new Measured(first, gaps, broken + other.broken);
    }
  }

  static void main(String[] arguments) throws Exception {
    String time = arguments.length > 0 ? arguments[0] : Integer.toString(USUAL_SECONDS);
    int seconds = time.equals("quick") ? QUICK_SECONDS : Integer.parseInt(time);
    String[] loads = (arguments.length > 1 ? arguments[1] : USUAL_LOADS).split(",", -1);
    try (LoadUpstream upstream = new LoadUpstream();
        Rivals rivals = Rivals.start(upstream)) {
      for (Subject subject : rivals.all()) {
        new Load("events", EVENT_BYTES, 8).run(subject, seconds / 2);
      }
      System.out.println(
          "| shape | streams | proxy | heard | broken | first event p50 µs | p99 µs | added p50 µs"
              + " | added p99 µs | longest gap p50 ms | worst ms |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
      for (String each : loads) {
        Load load = load(each.split(":", 2));
        Map<String, Measured> measured = new LinkedHashMap<>();
        for (Subject subject : rivals.all()) {
          measured.put(subject.name(), measure(subject, load, seconds));
        }
        print(load, measured);
      }
    }
  }

  private static Load load(String[] words) {
    return new Load(words[0], EVENT_BYTES, Integer.parseInt(words[1]));
  }

  private static Measured measure(Subject subject, Load load, int seconds)
      throws InterruptedException, ExecutionException {
    byte[] request = load.request(subject.headers());
    int streams = load.connections();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Measured>> running = new ArrayList<>();
      for (int client = 0; client < streams; client++) {
        // Not all at once: what is measured is many streams that flow, not a stampede.
        long pause = TimeUnit.SECONDS.toNanos(1) * client / streams;
        running.add(clients.submit(() -> listen(subject.port(), load, request, pause, until)));
      }
      Measured all = Measured.none();
      for (Future<Measured> client : running) {
        all = all.plus(client.get());
      }
      return all;
    }
  }

  private static Measured listen(int port, Load load, byte[] request, long pause, long until)
      throws InterruptedException {
    Measured all = Measured.none();
    TimeUnit.NANOSECONDS.sleep(pause);
    while (System.nanoTime() < until) {
      try (Socket connection = PacedStream.connected(port)) {
        while (System.nanoTime() < until) {
          PacedStream heard = PacedStream.hear(connection, request);
          if (heard.events() != LoadUpstream.events(load.shape())) {
            throw new IOException("events are missing");
          }
          all.first().recordValue(heard.firstNanos());
          all.gaps().recordValue(heard.longestGapNanos());
        }
      } catch (IOException _) {
        all = new Measured(all.first(), all.gaps(), all.broken() + 1);
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return all;
  }

  private static void print(Load load, Map<String, Measured> measured) {
    Measured alone = Optional.ofNullable(measured.get(Subject.UPSTREAM)).orElseThrow();
    measured.forEach((proxy, it) ->
        System.out.printf(
            "| %s | %d | %s | %d | %d | %s |%n",
            load.shape(),
            load.connections(),
            proxy,
            it.first().getTotalCount(),
            it.broken(),
            it.first().getTotalCount() > 0 ? figures(it, alone) : "- | - | - | - | - | -"));
  }

  private static String figures(Measured it, Measured alone) {
    return "%.0f | %.0f | %.0f | %.0f | %.1f | %.1f"
        .formatted(
            micros(it, 50),
            micros(it, 99),
            micros(it, 50) - micros(alone, 50),
            micros(it, 99) - micros(alone, 99),
            it.gaps().getValueAtPercentile(50) / 1e6,
            it.gaps().getMaxValue() / 1e6);
  }

  private static double micros(Measured measured, double percentile) {
    return measured.first().getValueAtPercentile(percentile) / 1_000.0;
  }
}
