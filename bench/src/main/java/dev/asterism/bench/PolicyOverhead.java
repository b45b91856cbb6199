package dev.asterism.bench;

import dev.asterism.server.AsterismServer;
import dev.asterism.server.Config;
import dev.asterism.server.ConfigFile;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.StudentBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.HdrHistogram.Histogram;

/// Measures what each kind of policy adds to an answer: the time in the server that nobody waited
/// for a model, as the server itself tells it, beside that of the same request to a model.
///
/// `PolicyOverhead [REQUESTS-OF-EACH-KIND]`. The upstream answers at once. The kinds take turns in
/// blocks, so that whatever else the machine does meets all of them; all that they do is recorded.
final class PolicyOverhead {

  private static final int REQUESTS = 10_000;
  private static final int WARM_UP = 5_000;
  private static final int BLOCK = 100;
  private static final int LESSONS = 200;
  private static final int MOST_MICROS = 60_000_000;
  private static final int QUESTIONS = 100;
  private static final String OVERHEAD = "x-asterism-overhead-us: ";

  private static final String POLICIES =
      """
      providers:
        - {name: immediate, base-url: "http://127.0.0.1:PORT/v1"}
      policies:
        - {name: teaching, kind: route, models: [small, middle, big], explore: 1, students: false}
        - {name: direct, kind: direct, models: [big], students: false}
        - {name: failover, kind: failover, models: [small, big], students: false}
        - {name: route, kind: route, models: [small, middle, big], explore: 0, students: false}
        - {name: cascade, models: [small, big], judge: form, students: false}
        - {name: proved, models: [small, big], judge: form, eps: 0.05, students: false}
        - {name: sampling, models: [small, big], judge: agreement, samples: 2, students: false}
        - {name: swarm, kind: swarm, models: [small, middle, big], students: false}
        - {name: plan, kind: plan, planner: small, boss: big, specialists: [first, second]}
      specialists:
        - {name: first, description: looks up, model: small}
        - {name: second, description: compares, model: middle}
      """;

  /// Three steps in two rounds: five calls in all.
  private static final String PLAN =
      "{\"steps\":[{\"id\":\"a\",\"specialist\":\"first\",\"task\":\"one\",\"inputs\":[]},"
          + "{\"id\":\"b\",\"specialist\":\"first\",\"task\":\"two\",\"inputs\":[]},"
          + "{\"id\":\"c\",\"specialist\":\"second\",\"task\":\"both\",\"inputs\":["
          + "{\"name\":\"one\",\"from\":\"a\",\"field\":\"\"},{\"name\":\"two\",\"from\":\"b\",\"field\":\"\"}]}]}";

  private static final List<String> MODELS =
      List.of(
          "big",
          "asterism/direct",
          "asterism/failover",
          "asterism/route",
          "asterism/cascade",
          "asterism/proved",
          "asterism/sampling",
          "asterism/swarm",
          "asterism/plan");

  private PolicyOverhead() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING);
    int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : REQUESTS;
    try (Scratch scratch = Scratch.named("policy-overhead");
        ImmediateUpstream upstream =
            new ImmediateUpstream(asked -> asked.contains("\"json_schema\"") ? PLAN : "found");
        AsterismServer server = AsterismServer.start(config(scratch.path(), upstream.port()));
        KeptConnection connection = new KeptConnection(server.port())) {
      System.err.println("Teaching the route...");
      teach(connection);
      System.err.println("Warming up, then measuring...");
      measure(connection, WARM_UP);
      print(measure(connection, requests), requests);
    }
  }

  private static Config config(Path data, int upstream) throws IOException {
    Path file = data.resolve("asterism.yaml");
    Files.writeString(file, POLICIES.replace("PORT", Integer.toString(upstream)));
    Config read = ConfigFile.read(file, Map.of());
    return new Config(
        new Config.Server("127.0.0.1", 0),
        new Config.Data(data.resolve("data"), Duration.ofDays(1), 2L << 30),
        read.providers(),
        read.prices(),
        withoutLearning(),
        read.otlp(),
        read.log(),
        read.policies());
  }

  private static Config.Loop withoutLearning() {
    return new Config.Loop(
        false,
        false,
        Config.Promotion.MANUAL,
        0.02,
        OptionalDouble.empty(),
        0.05,
        0,
        Optional.empty(),
        false,
        LearningSettings.TOLERANCE,
        256L << 20,
        StudentBudget.GENEROUS,
        7);
  }

  /// Asks until the route knows its models.
  private static void teach(KeptConnection connection) throws IOException, InterruptedException {
    for (int i = 0; i < LESSONS; i++) {
      connection.ask(request("asterism/teaching", i));
    }
    while (!connection.ask(request("asterism/route", 0)).contains("expected")) {
      Thread.sleep(100);
    }
  }

  private static Map<String, Histogram> measure(KeptConnection connection, int requests)
      throws IOException {
    Map<String, Histogram> overheads = new LinkedHashMap<>();
    MODELS.forEach(model -> overheads.put(model, new Histogram(MOST_MICROS, 3)));
    for (int block = 0; block < requests / BLOCK; block++) {
      for (Map.Entry<String, Histogram> kind : overheads.entrySet()) {
        for (int i = 0; i < BLOCK; i++) {
          kind.getValue().recordValue(overhead(connection.ask(request(kind.getKey(), i))));
        }
      }
    }
    return overheads;
  }

  private static long overhead(String head) throws IOException {
    int at = head.indexOf(OVERHEAD);
    if (!head.startsWith("http/1.1 200") || at < 0) {
      throw new IOException("not an answer of the server: " + head);
    }
    return Long.parseLong(head.substring(at + OVERHEAD.length(), head.indexOf('\r', at)));
  }

  private static byte[] request(String model, int question) {
    return KeptConnection.post(
        "/v1/chat/completions",
        ("{\"model\":\"%s\",\"messages\":[{\"role\":\"system\",\"content\":\"Is the review positive"
                + " or negative?\"},{\"role\":\"user\",\"content\":\"Number %d: the second part was"
                + " longer than the first, and I liked it all the more for its quiet end.\"}]}")
            .formatted(model, question % QUESTIONS));
  }

  private static void print(Map<String, Histogram> overheads, int requests) {
    System.out.printf(Locale.ROOT, "%d requests of each kind%n", requests);
    System.out.printf(Locale.ROOT, "%-20s %8s %8s %8s%n", "asked", "p50 us", "p99 us", "p99.9 us");
    overheads.forEach((model, overhead) ->
        System.out.printf(
            Locale.ROOT,
            "%-20s %8d %8d %8d%n",
            model,
            overhead.getValueAtPercentile(50),
            overhead.getValueAtPercentile(99),
            overhead.getValueAtPercentile(99.9)));
  }
}
