package dev.asterism.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// Measures what becomes of requests when more come than the server can answer, and of those to one
/// provider while another hangs or is dead.
///
/// `Overload [SECONDS [BYTES]]`: 10 seconds each, bodies of 1,024 bytes. What the server can take
/// is found by 64 connections that ask again as soon as they are answered. Once, twice and four
/// times as much is then offered by clients that do not wait for each other, on as many connections
/// as would not hold them back; with the limits as they are by default, and with few requests at
/// once.
final class Overload {

  private static final int USUAL_SECONDS = 10;
  private static final int USUAL_BYTES = 1_024;
  private static final int WARM_UP_SECONDS = 10;
  private static final int CLOSED_LOOP = 64;
  private static final int CLIENTS = 3_000;
  private static final int FEW = 16;
  private static final int INSISTENT = 1_200;
  private static final Pattern SHED_TRACES =
      Pattern.compile("(?m)^asterism_traces_shed_total ([0-9.E]+)$");

  private Overload() {}

  static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL_SECONDS;
    int bytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : USUAL_BYTES;
    try (LoadUpstream upstream = new LoadUpstream()) {
      System.out.println(
          Cores.leaveTheServers()
              ? "The server has a core of its own; clients and providers share the others."
              : "Server, clients and providers share all cores.");
      System.out.println(
          "| at once | offered | offered/s | asked/s | asked late p99 ms | answered/s | shed |"
              + " without retry-after | failed | 429 p50 ms | p99 ms | answered p50 ms | p99 ms |"
              + " worst ms | traces shed |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
      for (Optional<Integer> capacity : List.of(Optional.<Integer>empty(), Optional.of(FEW))) {
        overload(upstream, capacity, bytes, seconds);
      }
      System.out.println();
      neighbours(upstream, bytes, seconds);
    }
  }

  private static void overload(
      LoadUpstream upstream, Optional<Integer> capacity, int bytes, int seconds) throws Exception {
    try (Scratch scratch = Scratch.named("overload");
        ProxyProcess process =
            ProxyProcess.configured(
                scratch.path(),
                Cores.servers(),
                capacity.map(it -> ", capacity: " + it).orElse(""),
                provider("load", upstream.port(), "load-*"))) {
      byte[] request = new Load("json", bytes, CLOSED_LOOP).request(List.of());
      int most = most(process, bytes, seconds);
      for (int times : new int[] {1, 2, 4}) {
        long shedBefore = shedTraces(process.port());
        OpenLoop.Heard heard =
            new OpenLoop(times * most, CLIENTS).run(process.port(), request, seconds);
        long shed = shedTraces(process.port()) - shedBefore;
        System.out.printf(
            "| %s | %d times | %d | %.0f | %s | %.0f | %.1f %% | %d | %d | %s | %s | %s | %s | %.0f"
                + " | %d |%n",
            capacity.map(it -> Integer.toString(it)).orElse("default"),
            times,
            times * most,
            (double) heard.asked() / seconds,
            millis(heard.late(), 99),
            (double) heard.answered().getTotalCount() / seconds,
            100.0 * heard.shed().getTotalCount() / Math.max(1, heard.asked()),
            heard.unadvised().sum(),
            heard.failed().sum(),
            millis(heard.shed(), 50),
            millis(heard.shed(), 99),
            millis(heard.answered(), 50),
            millis(heard.answered(), 99),
            heard.answered().getMaxValue() / 1e6,
            shed);
      }
    }
  }

  /// {@return how many requests the server answers in a second where no more come}
  private static int most(ProxyProcess process, int bytes, int seconds) throws Exception {
    Subject server = new Subject("Asterism", process.port(), List.of(), Optional.of(process));
    Load load = new Load("json", bytes, CLOSED_LOOP);
    load.run(server, WARM_UP_SECONDS);
    return (int) (load.run(server, seconds).times().getTotalCount() / seconds);
  }

  /// Asks one provider while nothing else goes on, while another hangs, and while another is dead.
  private static void neighbours(LoadUpstream upstream, int bytes, int seconds) throws Exception {
    try (Scratch scratch = Scratch.named("neighbours");
        SilentUpstream silent = new SilentUpstream();
        ProxyProcess process =
            ProxyProcess.configured(
                scratch.path(),
                Cores.servers(),
                "",
                provider("load", upstream.port(), "load-*")
                    + provider("silent", silent.port(), "silent")
                    + provider("dead", ProxyProcess.freePort(), "dead"))) {
      int rate = most(process, bytes, seconds) / 4;
      System.out.println(
          "| meanwhile | refused there | asked/s | answered/s | failed | p50 ms | p99 ms |"
              + " worst ms |");
      System.out.println("|---|---|---|---|---|---|---|---|");
      neighbour("nothing", Optional.empty(), process, rate, bytes, seconds);
      for (String provider : List.of("silent", "dead")) {
        try (Insistence clients = new Insistence(process.port(), request(provider), INSISTENT)) {
          neighbour(
              INSISTENT + " clients at one that is " + provider,
              Optional.of(clients),
              process,
              rate,
              bytes,
              seconds);
        }
      }
    }
  }

  private static void neighbour(
      String meanwhile,
      Optional<Insistence> others,
      ProxyProcess process,
      int rate,
      int bytes,
      int seconds)
      throws IOException, InterruptedException {
    Thread.sleep(Duration.ofSeconds(2));
    long before = others.map(Insistence::refused).orElse(0L);
    OpenLoop.Heard heard =
        new OpenLoop(rate, CLOSED_LOOP)
            .run(process.port(), new Load("json", bytes, 1).request(List.of()), seconds);
    System.out.printf(
        "| %s | %d | %d | %.0f | %d | %s | %s | %.0f |%n",
        meanwhile,
        others.map(Insistence::refused).orElse(0L) - before,
        rate,
        (double) heard.answered().getTotalCount() / seconds,
        heard.asked() - heard.answered().getTotalCount(),
        millis(heard.answered(), 50),
        millis(heard.answered(), 99),
        heard.answered().getMaxValue() / 1e6);
  }

  private static byte[] request(String model) {
    return KeptConnection.post(
        "/v1/chat/completions",
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
            .formatted(model));
  }

  private static String provider(String name, int port, String models) {
    return "  - {name: %s, base-url: \"http://127.0.0.1:%d/v1\", api-key: sk-load, models: [\"%s\"]}\n"
        .formatted(name, port, models);
  }

  private static String millis(Histogram times, double percentile) {
    return times.getTotalCount() == 0
        ? "-"
        : "%.1f".formatted(times.getValueAtPercentile(percentile) / 1e6);
  }

  private static long shedTraces(int port) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String metrics =
          http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      Matcher shed = SHED_TRACES.matcher(metrics);
      if (!shed.find()) {
        throw new IOException("the server's metrics do not tell how many traces were shed");
      }
      return (long) Double.parseDouble(shed.group(1));
    }
  }
}
