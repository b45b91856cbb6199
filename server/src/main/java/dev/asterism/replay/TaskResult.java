package dev.asterism.replay;

import tools.jackson.databind.JsonNode;

/// How a replay of one task went.
///
/// @param requests of the train stream
/// @param streamed how many of them the student answered
/// @param tests of the test part
/// @param answered how many of them the student answered
/// @param disagreements how many of those answers differ from the recorded ones
/// @param admin what the server says of the task; missing where it never saw it as one
record TaskResult(
    String name,
    long requests,
    long streamed,
    long tests,
    long answered,
    long disagreements,
    JsonNode admin,
    Latencies latencies) {

  double streamCoverage() {
    return share(streamed, requests);
  }

  double testCoverage() {
    return share(answered, tests);
  }

  double testRisk() {
    return share(disagreements, answered);
  }

  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
