package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a browser gets from `/`, without a browser.
class ConsoleTest {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:src|href|from )=?[\"'](/[^\"']+)[\"']");
  private static final Pattern IMPORT = Pattern.compile("from '(\\./|\\.\\./)([^']+)'");

  @TempDir private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private FakeProvider provider;
  private AsterismServer server;

  @BeforeEach
  void start() throws Exception {
    FruitOrTool.seat(data);
    provider = new FakeProvider(FruitOrTool.chatAnswer("tool"));
    server = AsterismServer.start(FruitOrTool.config(data, provider.baseUrl()));
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void thePageAndEveryFileThatItNamesAreThereAndComeFromHereAlone() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("<script>").doesNotContain("http://example");
    check(page.body(), "/");
    String script = get("/console/console.js").body();
    check(script, "/console/");
    Matcher imports = IMPORT.matcher(script);
    int pages = 0;
    while (imports.find()) {
      String body = get("/console/" + imports.group(2)).body();
      check(body, imports.group(2).startsWith("pages/") ? "/console/pages/" : "/console/");
      pages++;
    }
    assertThat(pages).isGreaterThan(5);
  }

  @Test
  void thePageWithAllItsFilesIsBelow300KilobytesCompressed() throws Exception {
    Set<String> files = new LinkedHashSet<>();
    gather("/", files);
    long bytes = 0;
    for (String file : files) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(file)).header("Accept-Encoding", "gzip").build();
      bytes += http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
    }
    assertThat(files).contains("/console/library/uplot.js", "/console/pages/policies.js");
    assertThat(bytes).as(files.toString()).isBetween(20_000L, 300_000L);
  }

  /// Collects a file with all that it names.
  private void gather(String path, Set<String> files) throws Exception {
    if (!files.add(path)) {
      return;
    }
    String body = get(path).body();
    Matcher references = REFERENCE.matcher(body);
    while (references.find()) {
      if (references.group(1).startsWith("/console/")) {
        gather(references.group(1), files);
      }
    }
    Matcher imports = IMPORT.matcher(body);
    while (imports.find()) {
      gather(URI.create(path).resolve(imports.group(1) + imports.group(2)).getPath(), files);
    }
  }

  @Test
  void aFileThatDidNotChangeIsNotSentAgain() throws Exception {
    String tag = get("/console/console.css").headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(uri("/console/console.css")).header("If-None-Match", tag).build();
    assertThat(http.send(again, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(304);
  }

  @Test
  void moneyOverTimeAndModelsAddUpToTheReport() throws Exception {
    Calls calls = new Calls(server);
    for (int i = 0; i < 12; i++) {
      calls.post(
          "/v1/chat/completions",
          FruitOrTool.chat(i % 2 == 0 ? FruitOrTool.FRUIT : FruitOrTool.UNHEARD_OF, ""));
    }
    calls.read("/admin/v1/loop");
    JsonNode report = calls.read("/admin/v1/report");
    JsonNode series = calls.read("/admin/v1/series").path("points");
    assertThat(sum(series, "requests")).isEqualTo(12);
    assertThat(sum(series, "answered_by_student")).isEqualTo(6);
    assertThat(sum(series, "cost_usd")).isEqualTo(report.path("cost_usd").asDouble(0));
    JsonNode models = calls.read("/admin/v1/models").path("models");
    assertThat(models.size()).isEqualTo(1);
    assertThat(models.path(0).path("name").asString("")).isEqualTo("big");
    assertThat(models.path(0).path("requests").asInt(0)).isEqualTo(6);
  }

  @Test
  void tasksAreToldByPagesInAnOrderWithHowManyThereAreOfEachStage() throws Exception {
    Calls calls = new Calls(server);
    calls.post("/v1/chat/completions", FruitOrTool.chat(FruitOrTool.FRUIT, ""));
    for (String task : List.of("apples", "pears", "pears", "plums", "plums", "plums")) {
      calls.post(
          "/v1/chat/completions",
          FruitOrTool.chat(FruitOrTool.UNHEARD_OF, "\"metadata\":{\"task\":\"" + task + "\"},"));
    }
    calls.read("/admin/v1/loop");
    JsonNode page = calls.read("/admin/v1/tasks?limit=2&from=1&order=seen&text=P");
    assertThat(page.path("total").asInt(0)).isEqualTo(4);
    assertThat(page.path("matching").asInt(0)).isEqualTo(3);
    assertThat(names(page)).containsExactly("pears", "apples");
    assertThat(page.path("by_stage").path("live").asInt(0)).isEqualTo(1);
    assertThat(page.path("by_stage").path("observed").asInt(0)).isEqualTo(3);
    assertThat(page.path("live").path("tasks").asInt(0)).isEqualTo(1);
    assertThat(page.path("live").path("worst_bound").asDouble(0)).isBetween(1e-6, 0.5);
    assertThat(names(calls.read("/admin/v1/tasks?order=name&text=p")))
        .containsExactly("apples", "pears", "plums");
    for (String order :
        List.of("seen", "name", "stage", "coverage", "risk", "audits", "latency", "saved")) {
      assertThat(calls.read("/admin/v1/tasks?order=" + order).path("tasks").size()).isEqualTo(4);
    }
    HttpResponse<String> refused = get("/admin/v1/tasks?order=beauty");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("beauty", "coverage");
  }

  private static List<String> names(JsonNode page) {
    return page.path("tasks").valueStream().map(task -> task.path("name").asString("")).toList();
  }

  @Test
  void whatToDoNextNamesTasksThatAreStillLearnt() throws Exception {
    Calls calls = new Calls(server);
    calls.post(
        "/v1/chat/completions",
        FruitOrTool.chat(FruitOrTool.UNHEARD_OF, "\"metadata\":{\"task\":\"plums\"},"));
    calls.read("/admin/v1/loop");
    JsonNode next = calls.read("/admin/v1/next");
    assertThat(next.path("more").asInt(-1)).isZero();
    assertThat(next.path("actions").size()).isEqualTo(1);
    assertThat(next.at("/actions/0/name").asString("")).isEqualTo("plums");
    assertThat(next.at("/actions/0/urgency").asString("")).isEqualTo("news");
  }

  @Test
  void ofAModelIsToldWhatItIsHowItIsReachedAndWhomItTeaches() throws Exception {
    Calls calls = new Calls(server);
    calls.post("/v1/chat/completions", FruitOrTool.chat(FruitOrTool.UNHEARD_OF, ""));
    calls.read("/admin/v1/loop");
    JsonNode model = calls.read("/admin/v1/models").path("models").path(0);
    assertThat(model.path("context_tokens").isNull()).isTrue();
    assertThat(model.at("/providers/0/name").asString("")).isEqualTo("fake");
    assertThat(model.at("/providers/0/broken").asDouble(1)).isZero();
    assertThat(model.at("/teaching/live_students").asInt(0)).isEqualTo(1);
    assertThat(model.at("/agreement/compared").asInt(-1)).isZero();
  }

  @Test
  void aConsoleIsToldHowThingsStandUntilTheServerStops() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /admin/v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      socket.setSoTimeout(10_000);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      int told = 0;
      while (told < 2) {
        told += lines.readLine().startsWith("data: {\"report\"") ? 1 : 0;
      }
      long begun = System.nanoTime();
      server.close();
      assertThat((System.nanoTime() - begun) / 1e9).isLessThan(5);
    }
  }

  @Test
  void aPageOfAnotherSiteOrByAnotherNameDrivesNothing() throws Exception {
    assertThat(asked("localhost", "")).startsWith("HTTP/1.1 200");
    assertThat(asked("localhost:" + server.port(), "http://localhost:" + server.port()))
        .startsWith("HTTP/1.1 200");
    assertThat(asked("localhost:" + server.port(), "http://evil.example"))
        .startsWith("HTTP/1.1 403");
    assertThat(asked("localhost:" + server.port(), "null")).startsWith("HTTP/1.1 403");
    // A name of theirs that points here.
    assertThat(asked("evil.example", "")).startsWith("HTTP/1.1 403");
    assertThat(asked("evil.example", "http://evil.example")).startsWith("HTTP/1.1 403");
  }

  private String asked(String host, String origin) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String from = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";
      socket
          .getOutputStream()
          .write(
              "GET /admin/v1/report HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                  .formatted(host, from)
                  .getBytes(StandardCharsets.UTF_8));
      socket.setSoTimeout(10_000);
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }

  private static double sum(JsonNode points, String field) {
    return points.valueStream().mapToDouble(point -> point.path(field).asDouble(0)).sum();
  }

  private void check(String body, String folder) throws Exception {
    Matcher references = REFERENCE.matcher(body);
    while (references.find()) {
      assertThat(get(references.group(1)).statusCode()).as(references.group(1)).isEqualTo(200);
    }
    Matcher imports = IMPORT.matcher(body);
    while (imports.find()) {
      URI file = URI.create(folder).resolve(imports.group(1) + imports.group(2));
      assertThat(get(file.getPath()).statusCode()).as(file.getPath()).isEqualTo(200);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
