package dev.asterism.replay;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a replay showed.
public final class ReplayReport {

  private final JsonMapper json = new JsonMapper();
  private final ReplaySettings settings;
  private final List<TaskResult> results;

  ReplayReport(ReplaySettings settings, List<TaskResult> results) {
    this.settings = settings;
    this.results = List.copyOf(results);
  }

  /// {@return all of it, as JSON}
  public String json() {
    ObjectNode report = json.createObjectNode();
    report.put("eps", settings.eps());
    report.put("delta", settings.delta());
    report.put("seed", settings.seed());
    report.put("api", settings.api().name().toLowerCase(java.util.Locale.ROOT));
    ObjectNode tasks = report.putObject("tasks");
    results.forEach(result -> tasks.set(result.name(), task(result)));
    report.set("total", total());
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  /// {@return the heart of it, as a table of at most 80 columns}
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-22s %8s %8s %8s %7s %7s %7s%n"
            .formatted("task", "requests", "stream", "test", "risk", "proved", "saved"));
    for (TaskResult result : results) {
      JsonNode proof = result.admin().path("student").path("proof");
      table.append(
          "%-22s %8d %7.1f%% %7.1f%% %6.2f%% %6.2f%% %6.1f%%%n"
              .formatted(
                  result.name().length() > 22 ? result.name().substring(0, 22) : result.name(),
                  result.requests(),
                  100 * result.streamCoverage(),
                  100 * result.testCoverage(),
                  100 * result.testRisk(),
                  100 * proof.path("bound").asDouble(1),
                  100 * savedShare(result.admin())));
    }
    table.append(
        "stream, test: share of requests the student answered; risk: of its test answers,%n"
            .formatted());
    table.append(
        "share that differ from the record; proved: upper bound on fresh traffic (eps %s).%n"
            .formatted(settings.eps()));
    return table.toString();
  }

  private ObjectNode task(TaskResult result) {
    ObjectNode node = json.createObjectNode();
    JsonNode student = result.admin().path("student");
    node.put("requests", result.requests());
    node.put("stream_coverage", result.streamCoverage());
    node.put("test_requests", result.tests());
    node.put("test_coverage", result.testCoverage());
    node.put("test_risk", result.testRisk());
    node.put("test_disagreements", result.disagreements());
    JsonNode proof = student.path("proof");
    if (proof.isObject()) {
      ObjectNode evidence = node.putObject("proof");
      for (String field : List.of("n", "k", "bound", "eps", "delta")) {
        evidence.set(field, proof.path(field));
      }
    } else {
      node.putNull("proof");
    }
    node.put("stage", result.admin().path("stage").asString("unseen"));
    node.put("crossfit_accuracy", student.path("accuracy").asDouble(0));
    node.put("train_seconds", student.path("train_seconds").asDouble(0));
    node.put("student_bytes", student.path("bytes").asLong(0));
    JsonNode micros = result.admin().path("latency_us");
    node.putObject("student_latency_us")
        .put("p50", micros.path("student_p50").asLong(0))
        .put("p99", micros.path("student_p99").asLong(0));
    JsonNode judging = result.admin().path("judging");
    ObjectNode judged = node.putObject("student_judging");
    judged.put("judged", judging.path("judged").asLong(0));
    for (String figure : List.of("meaning_share", "unread_share", "mean_us", "p99_us")) {
      judged.put(figure, judging.path(figure).asDouble(0));
    }
    node.putObject("request_latency_us")
        .put("p50", result.latencies().quantile(0.5))
        .put("p99", result.latencies().quantile(0.99));
    node.set("cost_usd", cost(List.of(result)));
    return node;
  }

  private ObjectNode total() {
    ObjectNode node = json.createObjectNode();
    long requests = results.stream().mapToLong(TaskResult::requests).sum();
    long tests = results.stream().mapToLong(TaskResult::tests).sum();
    long answered = results.stream().mapToLong(TaskResult::answered).sum();
    long disagreements = results.stream().mapToLong(TaskResult::disagreements).sum();
    node.put("requests", requests);
    node.put(
        "stream_coverage",
        TaskResult.share(results.stream().mapToLong(TaskResult::streamed).sum(), requests));
    node.put("test_requests", tests);
    node.put("test_coverage", TaskResult.share(answered, tests));
    node.put("test_risk", TaskResult.share(disagreements, answered));
    node.put("test_disagreements", disagreements);
    node.set("cost_usd", cost(results));
    return node;
  }

  private ObjectNode cost(List<TaskResult> some) {
    double without = 0;
    double with = 0;
    for (TaskResult result : some) {
      without += result.admin().path("would_have_cost_usd").asDouble(0);
      with += with(result.admin());
    }
    ObjectNode node = json.createObjectNode();
    node.put("without", without);
    node.put("with", with);
    node.put("saved_share", without == 0 ? 0 : (without - with) / without);
    return node;
  }

  private static double with(JsonNode admin) {
    return admin.path("cost_usd").asDouble(0) + admin.path("audit_cost_usd").asDouble(0);
  }

  private static double savedShare(JsonNode admin) {
    double without = admin.path("would_have_cost_usd").asDouble(0);
    return without == 0 ? 0 : (without - with(admin)) / without;
  }
}
