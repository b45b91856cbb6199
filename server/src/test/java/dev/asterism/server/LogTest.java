package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.telemetry.LogQueue;
import dev.asterism.telemetry.LogSettings;
import dev.asterism.telemetry.LogSettings.Format;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The log of a server that is asked with a prompt and a key that must never be in it, by requests
/// that go well, that are refused, and by failures that quote them.
class LogTest {

  private static final String PROMPT = "canary-prompt-4711";
  private static final String KEY = "sk-canary-key-4711";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Logger ROOT = Logger.getLogger("");

  @TempDir private Path data;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private List<Handler> before = List.of();

  @BeforeEach
  void keep() {
    before = Arrays.asList(ROOT.getHandlers());
  }

  @AfterEach
  void restore() {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    before.forEach(ROOT::addHandler);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void neitherPromptNorKeyIsEverInIt(Format format) throws Exception {
    String written = written(new LogSettings(format, true));
    assertThat(written).contains("model").contains("IllegalStateException");
    assertThat(written).doesNotContain(PROMPT, KEY);
  }

  @Test
  void inJsonEachLineIsAnObjectWithTheIdsOfItsTrace() throws Exception {
    List<JsonNode> lines =
        written(new LogSettings(Format.JSON, true)).lines().map(Calls::json).toList();
    assertThat(lines).allSatisfy(line -> assertThat(line.path("time").isString()).isTrue());
    JsonNode request =
        lines.stream().filter(line -> line.has("asterism_trace_id")).findFirst().orElseThrow();
    assertThat(request.path("trace_id").asString("")).isEqualTo(TRACE);
    assertThat(request.path("status").asInt(0)).isEqualTo(200);
    assertThat(request.path("model").asString("")).isEqualTo("big");
  }

  @Test
  void requestsAreLoggedOnlyWhereThatIsAskedFor() throws Exception {
    assertThat(written(LogSettings.DEFAULT)).doesNotContain("asterism_trace_id");
  }

  private String written(LogSettings settings) throws Exception {
    LogQueue queue = LogQueue.install(log, settings);
    try (FakeProvider provider = new FakeProvider(body -> answer(body));
        AsterismServer server = AsterismServer.start(config(provider, settings));
        HttpClient client = HttpClient.newHttpClient()) {
      ask(
          client,
          server,
          "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}");
      ask(
          client,
          server,
          "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"nonsense "
              + PROMPT
              + "\"}]}");
      ask(client, server, "{\"model\":\"big\",\"messages\":\"" + PROMPT + "\"");
      Logger.getLogger("dev.asterism.test")
          .log(Level.SEVERE, "failed", new IllegalStateException(PROMPT + KEY));
    }
    queue.close();
    return log.toString(StandardCharsets.UTF_8);
  }

  private static String answer(String body) {
    return body.contains("nonsense")
        ? "<" + PROMPT + ">"
        : "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"" + PROMPT + "\"}}]}";
  }

  private static void ask(HttpClient client, AsterismServer server, String body) throws Exception {
    client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
            .timeout(Duration.ofSeconds(20))
            .header("authorization", "Bearer " + KEY)
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Config config(FakeProvider provider, LogSettings log) {
    return new Config(
        new Config.Server("127.0.0.1", 0),
        OneProvider.data(data),
        List.of(OneProvider.at(provider.baseUrl())),
        Map.of(),
        Config.Loop.DEFAULT,
        Optional.empty(),
        log,
        List.of());
  }
}
