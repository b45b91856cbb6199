package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// Simulated models, and a server whose policies ask them.
final class PolicyServer implements AutoCloseable {

  private static final String CHAT = "/v1/chat/completions";

  private final String yaml;
  private final Path data;
  private final SimulatedModels models;
  private final String url;
  private AsterismServer server;
  private Calls calls;

  /// @param yaml the server's configuration, with `URL` where the models' belongs
  PolicyServer(String yaml, Path data) throws IOException {
    this(yaml, new SimulatedModels(), Optional.empty(), data);
  }

  /// One whose policies ask other models.
  ///
  /// @param url where these are
  PolicyServer(String yaml, String url, Path data) throws IOException {
    this(yaml, new SimulatedModels(), Optional.of(url), data);
  }

  private PolicyServer(String yaml, SimulatedModels models, Optional<String> url, Path data) {
    this.yaml = yaml;
    this.data = data;
    this.models = models;
    this.url = url.orElseGet(models::url);
    this.server = AsterismServer.start(config());
    this.calls = new Calls(server);
  }

  private Config config() {
    return SimulatedModels.config(yaml, url, data);
  }

  SimulatedModels models() {
    return models;
  }

  Calls calls() {
    return calls;
  }

  /// {@return where clients find the server}
  String root() {
    return "http://127.0.0.1:" + server.port();
  }

  /// Puts a question to a policy.
  ///
  /// @param headers names and values in turns
  HttpResponse<String> ask(String policy, String question, String... headers)
      throws IOException, InterruptedException {
    String body =
        "{\"model\":\"asterism/%s\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(policy, question);
    return calls.post(CHAT, body, headers);
  }

  /// {@return the trace of an answer}
  JsonNode trace(HttpResponse<String> answer) throws IOException, InterruptedException {
    return calls.read("/admin/v1/traces/" + Calls.header(answer, "x-asterism-trace-id"));
  }

  /// {@return what a command prints, in lines that fit a terminal}
  String told(String command) {
    StringWriter out = new StringWriter();
    CommandLine line = Asterism.line();
    // As on a terminal: what is not flushed is not seen.
    line.setOut(new PrintWriter(new BufferedWriter(out), true));
    assertThat(line.execute(command, "--url", root())).isZero();
    assertThat(out.toString().lines()).allMatch(one -> one.length() <= 80);
    return out.toString();
  }

  /// Starts the server anew on what it has stored.
  void restart() {
    server.close();
    server = AsterismServer.start(config());
    calls = new Calls(server);
  }

  @Override
  public void close() {
    server.close();
    models.close();
  }
}
