package dev.asterism.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How a server stands at one moment, as its admin API tells it.
///
/// @param nanos on the clock of [System#nanoTime], when it was asked
/// @param report totals of all traffic
/// @param tasks the busiest of them, with how many there are in all and of each stage
/// @param loop what the learning loop does
record Standing(long nanos, JsonNode report, JsonNode tasks, JsonNode loop) {

  private static final int BUSIEST = 20;

  static Standing of(Admin admin) {
    return new Standing(
        System.nanoTime(),
        admin.get("/report"),
        admin.get("/tasks?limit=" + BUSIEST),
        admin.get("/loop"));
  }

  long requests() {
    return report.path("requests").asLong(0);
  }

  /// {@return US dollars paid, for checking too}
  double spent() {
    return report.path("cost_usd").asDouble(0) + report.path("audit_cost_usd").asDouble(0);
  }

  /// {@return how many tasks were seen}
  long found() {
    return tasks.path("total").asLong(0);
  }

  /// {@return the busiest tasks}
  JsonNode busiest() {
    return tasks.path("tasks");
  }

  /// {@return how many tasks' shown students stand at a stage}
  long at(String stage) {
    return tasks.path("by_stage").path(stage).asLong(0);
  }

  String json() {
    ObjectNode body = new JsonMapper().createObjectNode();
    body.set("report", report);
    body.set("tasks", busiest());
    body.put("tasks_found", found());
    body.set("by_stage", tasks.path("by_stage"));
    body.set("loop", loop);
    return Admin.pretty(body);
  }
}
