package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.store.OtherProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Another process whose route learns from what it is asked, and which is killed while it does.
@Timeout(120)
class RouteKillTest {

  static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        small: {input: 1, output: 1}
        big: {input: 10, output: 10}
      policies:
        - {name: floor, kind: route, models: [small, big], floor: 0.65, explore: 1}
      """;

  private static final int KILLS = 4;
  private static final int ASKED = 40;

  @TempDir private Path data;

  @Test
  void everyOutcomeThatWasAcknowledgedIsThereAndIsLearntFromAfterKills() throws Exception {
    Set<String> acknowledged = new LinkedHashSet<>();
    try (SimulatedModels models = new SimulatedModels();
        HttpClient http = HttpClient.newHttpClient()) {
      for (int kill = 0; kill < KILLS; kill++) {
        acknowledged.addAll(killed(models, http, kill));
      }
      assertThat(acknowledged).hasSizeGreaterThan(KILLS * ASKED / 2);
      try (AsterismServer server =
          AsterismServer.start(SimulatedModels.config(POLICIES, models.url(), data))) {
        String admin = "http://127.0.0.1:" + server.port();
        assertThat(probes(http, admin)).containsAll(acknowledged);
        assertThat(way(http, admin)).startsWith("route: small expected 0.");
      }
    }
  }

  /// {@return the probes that a server was seen to have stored before it was killed}
  private Set<String> killed(SimulatedModels models, HttpClient http, int run)
      throws IOException, InterruptedException {
    Process process = OtherProcess.start(RouteKillServer.class, models.url(), data.toString());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String first = Optional.ofNullable(out.readLine()).orElse("");
      assertThat(first).startsWith("port ");
      String server = "http://127.0.0.1:" + first.substring(5);
      for (int i = 0; i < ASKED; i++) {
        ask(http, server, (i % 2 == 0 ? "easy " : "hard ") + run + " " + i);
      }
      Set<String> stored = probes(http, server);
      // While the newest probes are made, stored and learnt from.
      for (int i = 0; i < 10; i++) {
        ask(http, server, "easy again " + run + " " + i);
      }
      return stored;
    } finally {
      process.toHandle().destroyForcibly();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static HttpResponse<String> ask(HttpClient http, String server, String question)
      throws IOException, InterruptedException {
    String body =
        "{\"model\":\"asterism/floor\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(question);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server + "/v1/chat/completions"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private static Set<String> probes(HttpClient http, String server)
      throws IOException, InterruptedException {
    get(http, server + "/admin/v1/loop");
    JsonNode traces = Calls.json(get(http, server + "/admin/v1/traces?limit=1000")).path("traces");
    List<String> probes = new ArrayList<>();
    for (JsonNode trace : traces) {
      if (trace.path("kind").asString("").equals("probe")) {
        probes.add(trace.path("id").asString(""));
      }
    }
    return new LinkedHashSet<>(probes);
  }

  private static String get(HttpClient http, String url) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /// {@return how an easy question is answered, once what is stored was learnt from}
  private static String way(HttpClient http, String server)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String way = "";
    while (!way.contains("expected") && System.nanoTime() < end) {
      way = header(ask(http, server, "easy question 7"), "x-asterism-policy");
      Thread.sleep(100);
    }
    return way;
  }
}
