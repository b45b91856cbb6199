package dev.asterism.bench;

import dev.asterism.cost.Price;
import dev.asterism.perform.Judge;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.server.AsterismServer;
import dev.asterism.server.Config;
import dev.asterism.telemetry.LogSettings;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.StudentBudget;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the console's questions take where much is behind them.
///
/// `ConsoleLoad [TASKS] [TRACES] [DIRECTORY]`: fills a store (1,000 tasks and 500,000 traces, where
/// not said otherwise), starts a server on it that does not learn, and asks each question of the
/// admin API twenty times. A directory is kept, and not filled again.
final class ConsoleLoad {

  private static final int TIMES = 20;

  private static final List<String> QUESTIONS =
      List.of(
          "report",
          "tasks",
          "tasks?limit=50",
          "tasks?limit=50&order=risk&text=7",
          "next",
          "series",
          "models",
          "latencies",
          "policies",
          "loop",
          "settings",
          "tasks/t_0000000000000007",
          "tasks/t_0000000000000007/curve",
          "traces",
          "traces?text=cherry",
          "traces?model=nobody",
          "traces?task=t_0000000000000007",
          "traces?failed=true",
          "traces/load-00007-te");

  private static final String COUNT =
      """
      SELECT sum(kind = 'ANSWER'), sum(by_student), sum(CASE WHEN kind = 'ANSWER' THEN cost END),
        sum(would_have_cost), sum(CASE WHEN kind <> 'ANSWER' THEN cost ELSE 0 END)
      FROM trace
      """;

  private ConsoleLoad() {}

  static void main(String[] arguments) throws Exception {
    int tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    int traces = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500_000;
    if (arguments.length > 2) {
      Path kept = Files.createDirectories(Path.of(arguments[2]));
      fill(kept, tasks, traces);
      ask(kept);
      return;
    }
    try (Scratch data = Scratch.named("console-load")) {
      fill(data.path(), tasks, traces);
      ask(data.path());
    }
  }

  private static void fill(Path data, int tasks, int traces) throws Exception {
    Path database = data.resolve("asterism.db");
    if (Files.exists(database)) {
      System.out.println("filled before");
      return;
    }
    long begun = System.nanoTime();
    new FullStore(data, tasks, traces).fill();
    System.out.printf(
        "%,d tasks and %,d traces: %,d MB, filled in %.0f s%n",
        tasks, traces, Files.size(database) >> 20, (System.nanoTime() - begun) / 1e9);
  }

  private static void ask(Path data) throws Exception {
    long begun = System.nanoTime();
    try (AsterismServer server = AsterismServer.start(config(data));
        HttpClient http = HttpClient.newHttpClient()) {
      System.out.printf("started in %.2f s%n", (System.nanoTime() - begun) / 1e9);
      System.out.println("question                            first      p50      max       KB");
      for (String question : QUESTIONS) {
        HttpRequest request =
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/admin/v1/" + question))
                .timeout(Duration.ofMinutes(2))
                .build();
        double[] millis = new double[TIMES];
        int bytes = 0;
        for (int i = 0; i < TIMES; i++) {
          long asked = System.nanoTime();
          HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
          millis[i] = (System.nanoTime() - asked) / 1e6;
          bytes = answer.body().length;
          if (answer.statusCode() != 200) {
            throw new IllegalStateException(question + ": status " + answer.statusCode());
          }
        }
        double first = millis[0];
        double[] rest = Arrays.copyOfRange(millis, 1, TIMES);
        Arrays.sort(rest);
        System.out.printf(
            "%-32s %8.1f %8.1f %8.1f %8.1f%n",
            question, first, rest[rest.length / 2], rest[rest.length - 1], bytes / 1024.0);
      }
      check(data, http, server.port());
    }
  }

  /// Holds the totals that the console shows against a count of every trace.
  private static void check(Path data, HttpClient http, int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/v1/report"))
            .timeout(Duration.ofMinutes(2))
            .build();
    JsonNode report =
        new JsonMapper()
            .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    long begun = System.nanoTime();
    try (Connection open =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("asterism.db"));
        var statement = open.createStatement();
        var row = statement.executeQuery(COUNT)) {
      row.next();
      boolean equal =
          row.getLong(1) == report.path("requests").asLong(-1)
              && row.getLong(2) == report.path("answered_by_student").asLong(-1)
              && row.getLong(3) == nanos(report, "cost_usd")
              && row.getLong(4) == nanos(report, "would_have_cost_usd")
              && row.getLong(5) == nanos(report, "audit_cost_usd");
      System.out.printf(
          "totals %s a count of every trace, which takes %.1f s%n",
          equal ? "equal" : "DIFFER FROM", (System.nanoTime() - begun) / 1e9);
    }
  }

  private static long nanos(JsonNode report, String dollars) {
    return Math.round(1e9 * report.path(dollars).asDouble(-1));
  }

  private static Config config(Path data) {
    NamedPolicy support =
        new NamedPolicy(
            "support",
            new Manner.Cascade(
                List.of("small", "large"),
                new Judge.Confidence(),
                new Manner.Cascade.Enough.Set(0.8)),
            List.of(),
            Duration.ofSeconds(60),
            Optional.empty(),
            Optional.empty());
    Config.Loop still =
        new Config.Loop(
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
    return new Config(
        new Config.Server("127.0.0.1", 0),
        new Config.Data(data, Duration.ofDays(365), 1L << 40),
        List.of(),
        Map.of("*", new Price(2.5, 1.25, 10)),
        still,
        Optional.empty(),
        LogSettings.DEFAULT,
        List.of(support));
  }
}
