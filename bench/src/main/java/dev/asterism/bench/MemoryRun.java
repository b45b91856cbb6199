package dev.asterism.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures whether Asterism's resident memory stays flat: idle, at full load for some minutes,
/// while many streams are cancelled by their clients, and after a rest.
///
/// `MemoryRun [MINUTES [CANCELLED]]`: 10 minutes and 100,000 streams. Prints a row every half
/// minute of load and every tenth of the cancelled streams, and at the end how many streams the
/// upstream still writes, which is none where every cancellation went through.
final class MemoryRun {

  private static final int ROW_SECONDS = 30;
  private static final int ROWS = 10;
  private static final int CLIENTS = 64;
  private static final int REST_SECONDS = 30;

  private MemoryRun() {}

  static void main(String[] arguments) throws Exception {
    double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
    int cancelled = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    try (Scratch scratch = Scratch.named("memory-run");
        LoadUpstream upstream = new LoadUpstream();
        ProxyProcess process = ProxyProcess.asterism(scratch.path(), upstream.port())) {
      Subject asterism = new Subject("Asterism", process.port(), List.of(), Optional.of(process));
      System.out.println("| after | done | resident MB |");
      System.out.println("|---|---|---|");
      row("the start", "nothing", process);
      load(asterism, process, Math.round(minutes * 60));
      for (int part = 1; part <= ROWS; part++) {
        cancel(asterism, cancelled / ROWS);
        row("cancelled streams", Integer.toString(part * (cancelled / ROWS)), process);
      }
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      row(REST_SECONDS + " s of rest", "nothing", process);
      System.out.printf("Streams that the upstream still writes: %d.%n", upstream.streaming());
    }
  }

  /// Whole answers and streams in turns, small ones and long ones.
  private static void load(Subject asterism, ProxyProcess process, long seconds) throws Exception {
    List<Load> turns =
        List.of(
            new Load("json", 1_024, 32),
            new Load("events", 32_768, 32),
            new Load("json", 32_768, 32),
            new Load("events", 1_024, 32));
    long done = 0;
    for (long begun = 0; begun < seconds; begun += ROW_SECONDS) {
      int row = (int) Math.min(ROW_SECONDS, seconds - begun);
      for (Load load : turns) {
        done += load.run(asterism, Math.max(1, row / turns.size())).times().getTotalCount();
      }
      row((begun + row) + " s of load", done + " requests", process);
    }
  }

  private static void cancel(Subject asterism, int streams) throws Exception {
    byte[] request = new Load("paced", 256, 1).request(asterism.headers());
    AtomicInteger left = new AtomicInteger(streams);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        running.add(
            clients.submit(() -> {
              int done = 0;
              for (; left.getAndDecrement() > 0; done++) {
                PacedStream.leave(asterism.port(), request);
              }
              return done;
            }));
      }
      for (Future<Integer> client : running) {
        client.get();
      }
    }
  }

  private static void row(String after, String done, ProxyProcess process) throws IOException {
    System.out.printf("| %s | %s | %d |%n", after, done, process.residentMegabytes());
  }
}
