package dev.asterism.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How a server stands at one moment, as its admin API tells it.
///
/// @param nanos on the clock of [System#nanoTime], when it was asked
/// @param report totals of all traffic
/// @param tasks the busiest first
/// @param loop what the learning loop does
record Standing(long nanos, JsonNode report, JsonNode tasks, JsonNode loop) {

  static Standing of(Admin admin) {
    return new Standing(
        System.nanoTime(),
        admin.get("/report"),
        admin.get("/tasks").path("tasks"),
        admin.get("/loop"));
  }

  long requests() {
    return report.path("requests").asLong(0);
  }

  /// {@return US dollars paid, for checking too}
  double spent() {
    return report.path("cost_usd").asDouble(0) + report.path("audit_cost_usd").asDouble(0);
  }

  /// {@return how many tasks' shown students stand at a stage}
  long at(String stage) {
    return tasks.valueStream().filter(t -> t.path("stage").asString("").equals(stage)).count();
  }

  String json() {
    ObjectNode body = new JsonMapper().createObjectNode();
    body.set("report", report);
    body.set("tasks", tasks);
    body.set("loop", loop);
    return Admin.pretty(body);
  }
}
