package dev.asterism.cli;

import tools.jackson.databind.JsonNode;

/// What tables of tasks show of one: who it is, where it stands, how sure that is.
///
/// @param task as the admin API tells it
record TaskCells(JsonNode task) {

  String name() {
    return task.path("name").asString("");
  }

  long seen() {
    return task.path("sightings").asLong(0);
  }

  String stage() {
    return task.path("stage").asString("");
  }

  /// {@return the share of all requests that students answered}
  String coverage() {
    return Admin.percent(task.path("coverage"));
  }

  /// {@return the risk that its student's proof leaves}
  String proved() {
    JsonNode proof = task.path("student").path("proof");
    return proof.isObject() ? "<" + Admin.percent(proof.path("bound")) : "-";
  }

  /// {@return how many of the checked answers differed}
  String audited() {
    JsonNode audit = task.path("audit");
    return audit.isObject() ? audit.path("k").asInt(0) + "/" + audit.path("n").asInt(0) : "-";
  }
}
