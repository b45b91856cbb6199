package dev.asterism.bench;

import dev.asterism.replay.Client;
import dev.asterism.replay.Demo;
import dev.asterism.replay.StartSettings;
import dev.asterism.server.AsterismServer;
import dev.asterism.server.Config;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.StudentBudget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/// Measures whole HTTP answers: a student's beside the same request passed through to a provider
/// that answers at once, beside that provider alone.
///
/// `AnswerLatency [REQUESTS-OF-EACH-KIND [PAUSE-MICROS]]`. The demo teaches the students; then the
/// loop is frozen, and requests of the demo that students answered are sent again, one at a time,
/// recording on. The kinds take turns in blocks, so that whatever else the machine does meets all
/// of them.
final class AnswerLatency {

  private static final long SEED = 7;
  private static final int REQUESTS = 20_000;
  private static final int WARM_UP = 10_000;
  private static final int BLOCK = 100;
  private static final int DIFFERENT_REQUESTS = 100;
  private static final String CHAT = "/v1/chat/completions";
  private static final String DECISIONS = "/v1/decisions";
  private static final String DEMO_MODEL = "simulated-teacher";

  private AnswerLatency() {}

  /// What is measured.
  private enum Kind {
    STUDENT_CHAT("chat, a student answers", "x-asterism-policy: student\r"),
    PASSED("chat, passed through", "x-asterism-policy: direct\r"),
    UPSTREAM("chat, upstream alone", "content-type: application/json\r"),
    STUDENT_DECISIONS("decisions, a student answers", "x-asterism-policy: student\r");

    private final String title;
    private final String sign;

    Kind(String title, String sign) {
      this.title = title;
      this.sign = sign;
    }
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING);
    int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : REQUESTS;
    Duration pause =
        Duration.of(arguments.length > 1 ? Long.parseLong(arguments[1]) : 0, ChronoUnit.MICROS);
    try (ImmediateUpstream upstream = new ImmediateUpstream()) {
      System.err.println("The demo teaches the students...");
      new Demo(settings -> AsterismServer.start(config(settings, upstream.port())), SEED, 0)
          .run((_, _, _) -> {}, shown -> measure(shown.port(), upstream.port(), requests, pause));
    }
  }

  /// The demo's server, with the immediate upstream beside its teacher.
  private static Config config(StartSettings settings, int upstream) {
    return new Config(
        new Config.Server("127.0.0.1", settings.port()),
        new Config.Data(settings.dataDirectory(), Duration.ofDays(1), 2L << 30),
        List.of(
            provider("immediate", url(upstream) + "/v1", List.of(ImmediateUpstream.MODEL)),
            provider("demo", settings.providerBaseUrl(), List.of())),
        Map.of(),
        new Config.Loop(
            true,
            true,
            Config.Promotion.AUTOMATIC,
            settings.eps(),
            OptionalDouble.empty(),
            settings.delta(),
            // A recording agrees with itself.
            0,
            Optional.empty(),
            true,
            LearningSettings.TOLERANCE,
            256L << 20,
            StudentBudget.GENEROUS,
            settings.seed()));
  }

  private static Config.Upstream provider(String name, String url, List<String> models) {
    return new Config.Upstream(
        name, URI.create(url), Optional.empty(), models, Duration.ofMinutes(1));
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static void measure(int gateway, int upstream, int requests, Duration pause)
      throws IOException {
    try (Client admin = new Client(url(gateway));
        KeptConnection toGateway = new KeptConnection(gateway);
        KeptConnection toUpstream = new KeptConnection(upstream)) {
      Map<Kind, List<byte[]>> samples = samples(admin);
      admin.post("/admin/v1/loop/freeze", new byte[0]);
      JsonNode before = admin.read("/admin/v1/report");
      Map<Kind, KeptConnection> connections = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        connections.put(kind, kind == Kind.UPSTREAM ? toUpstream : toGateway);
      }
      System.err.println("Warming up, then measuring...");
      Rounds rounds = new Rounds(samples, connections, pause);
      rounds.run(WARM_UP);
      Map<Kind, Histogram> times = rounds.run(requests);
      admin.read("/admin/v1/loop");
      JsonNode after = admin.read("/admin/v1/report");
      print(samples, times);
      System.out.printf(
          "Recorded while warming up and measuring: %d traces, %d shed.%n",
          change(before, after, "traces_stored"), change(before, after, "traces_shed"));
    }
  }

  private static long change(JsonNode before, JsonNode after, String field) {
    return after.path(field).asLong(0) - before.path(field).asLong(0);
  }

  /// Requests of the demo that students answered, newest first; passed through they ask for the
  /// other model, whose task no student knows.
  private static Map<Kind, List<byte[]>> samples(Client admin) throws IOException {
    List<byte[]> chat = new ArrayList<>();
    List<byte[]> passed = new ArrayList<>();
    List<byte[]> decisions = new ArrayList<>();
    for (JsonNode trace : admin.read("/admin/v1/traces?limit=1000").path("traces")) {
      boolean isChat = trace.path("endpoint").asString("").equals(CHAT);
      if (trace.path("policy").asString("").equals("student")
          && (isChat ? chat : decisions).size() < DIFFERENT_REQUESTS) {
        String body =
            admin
                .read("/admin/v1/traces/" + trace.path("id").asString(""))
                .path("request")
                .asString("");
        if (isChat) {
          chat.add(KeptConnection.post(CHAT, body));
          passed.add(KeptConnection.post(CHAT, body.replace(DEMO_MODEL, ImmediateUpstream.MODEL)));
        } else {
          decisions.add(KeptConnection.post(DECISIONS, body));
        }
      }
    }
    if (chat.isEmpty() || decisions.isEmpty()) {
      throw new IOException("the demo ended without a live student of each kind");
    }
    return Map.of(
        Kind.STUDENT_CHAT, chat,
        Kind.PASSED, passed,
        Kind.UPSTREAM, passed,
        Kind.STUDENT_DECISIONS, decisions);
  }

  /// Asks all kinds by turns.
  ///
  /// @param pause before each request
  private record Rounds(
      Map<Kind, List<byte[]>> samples, Map<Kind, KeptConnection> connections, Duration pause) {

    Map<Kind, Histogram> run(int requests) throws IOException {
      Map<Kind, Histogram> times = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        times.put(kind, new Histogram(TimeUnit.SECONDS.toNanos(10), 3));
      }
      Kind[] kinds = Kind.values();
      int rounds = Math.ceilDiv(requests, BLOCK);
      for (int round = 0; round < rounds; round++) {
        for (int turn = 0; turn < kinds.length; turn++) {
          Kind kind = kinds[(round + turn) % kinds.length];
          block(
              kind,
              round * BLOCK,
              samples.getOrDefault(kind, List.of()),
              Objects.requireNonNull(connections.get(kind)),
              Objects.requireNonNull(times.get(kind)));
        }
      }
      return times;
    }

    private void block(
        Kind kind, int from, List<byte[]> sample, KeptConnection connection, Histogram times)
        throws IOException {
      for (int i = from; i < from + BLOCK; i++) {
        byte[] request = sample.get(i % sample.size());
        LockSupport.parkNanos(pause.toNanos());
        long begun = System.nanoTime();
        String head = connection.ask(request);
        times.recordValue(System.nanoTime() - begun);
        if (!head.startsWith("http/1.1 200") || !head.contains(kind.sign)) {
          throw new IOException(kind.title + ": an answer of another kind: " + head);
        }
      }
    }
  }

  private static void print(Map<Kind, List<byte[]>> samples, Map<Kind, Histogram> times) {
    Histogram yardstick = Objects.requireNonNull(times.get(Kind.UPSTREAM));
    System.out.println(
        "| kind | requests (different) | p50 µs | p99 µs | p99.9 µs | p50 ratio | p99 ratio |");
    System.out.println("|---|---|---|---|---|---|---|");
    times.forEach((kind, histogram) ->
        System.out.printf(
            "| %s | %d (%d) | %.0f | %.0f | %.0f | %.1f | %.1f |%n",
            kind.title,
            histogram.getTotalCount(),
            samples.getOrDefault(kind, List.of()).size(),
            micros(histogram, 50),
            micros(histogram, 99),
            micros(histogram, 99.9),
            micros(histogram, 50) / micros(yardstick, 50),
            micros(histogram, 99) / micros(yardstick, 99)));
  }

  private static double micros(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
