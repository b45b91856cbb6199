package dev.asterism.server;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers of the admin API: JSON, or one sentence that says what is wrong.
final class AdminAnswer {

  private static final JsonMapper JSON = new JsonMapper();

  private AdminAnswer() {}

  static void send(ServerResponse response, ObjectNode body) {
    response.header("Content-Type", "application/json");
    response.header("Cache-Control", "no-store");
    response.send(JSON.writeValueAsBytes(body));
  }

  static void fail(ServerResponse response, Status status, String message) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode error = body.putObject("error");
    error.put("message", message);
    error.put("type", "invalid_request_error");
    error.putNull("param");
    error.putNull("code");
    response.status(status);
    send(response, body);
  }
}
