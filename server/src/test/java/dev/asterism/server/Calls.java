package dev.asterism.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a running server over HTTP.
final class Calls {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final AsterismServer server;

  Calls(AsterismServer server) {
    this.server = server;
  }

  /// @param headers names and values in turns
  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// {@return the JSON at a path, once all that was recorded before is stored}
  JsonNode read(String path) throws IOException, InterruptedException {
    get("/admin/v1/loop");
    return JSON.readTree(get(path));
  }

  /// Stops learning, and with it the checking of live students, so that no coin decides a test.
  void freeze() throws IOException, InterruptedException {
    post("/admin/v1/loop/freeze", "");
  }

  static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /// {@return a text as JSON spells it}
  static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  int status(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  String get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(PATIENCE);
  }
}
