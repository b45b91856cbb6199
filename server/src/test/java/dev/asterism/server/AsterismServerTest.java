package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.asterism.cost.Price;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server in front of a small upstream program that keeps the last body it was sent.
class AsterismServerTest {

  private static final String ANSWER =
      "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"big\",\"choices\":[{\"index\":0,"
          + "\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}";

  private static final String EVENTS =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hel\"}}]}\n\n"
          + "data:"
          + " {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\n"
          + "data: [DONE]\n\n";

  @TempDir private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicReference<String> lastBody = new AtomicReference<>("");
  private final AtomicReference<String> lastKey = new AtomicReference<>("");
  private HttpServer upstream;
  private AsterismServer server;

  @BeforeEach
  void start() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/v1/chat/completions",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          lastBody.set(body);
          lastKey.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          boolean stream = body.contains("\"stream\":true");
          boolean nonsense = body.contains("nonsense");
          boolean refused = body.contains("refused");
          byte[] answer =
              (nonsense
                      ? "<html>"
                      : refused
                          ? "{\"error\":{\"message\":\"bad key\"}}"
                          : stream ? EVENTS : ANSWER)
                  .getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("Content-Type", stream ? "text/event-stream" : "application/json");
          exchange.getResponseHeaders().add("x-request-id", "up-1");
          exchange.sendResponseHeaders(refused ? 401 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.createContext(
        "/v1/decisions",
        exchange -> {
          String probable = "{\"type\":\"predicate\",\"probability\":0.9}";
          byte[] answer =
              "{\"answers\":[%s,%s],\"usage\":{\"input_tokens\":9,\"output_tokens\":0}}"
                  .formatted(probable, probable)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
    server =
        AsterismServer.start(
            config("http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1", data, 60));
  }

  @AfterEach
  void stop() {
    server.close();
    upstream.stop(0);
  }

  @Test
  void aRequestReachesTheProviderByteForByte() throws Exception {
    String odd =
        "{ \"messages\" : [ {\"role\":\"user\",\"content\":\"h\\u00e9llo\"} ],\n"
            + "\t\"model\":\"big\", \"unknown_field\":{\"b\":1,\"a\":[ 1,2 ]}}";
    HttpResponse<String> answer = post("/v1/chat/completions", odd);
    assertThat(lastBody.get()).isEqualTo(odd);
    assertThat(lastKey.get()).isEqualTo("Bearer sk-test");
    assertThat(answer.body()).isEqualTo(ANSWER);
    assertThat(header(answer, "x-request-id")).isEqualTo("up-1");
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("direct");
    assertThat(header(answer, "x-asterism-cost-usd")).isEqualTo("0.003500000");
  }

  @Test
  void aStreamPassesFrameByFrameWithItsUsage() throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/chat/completions",
            "{\"model\":\"big\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
    assertThat(answer.body()).isEqualTo(EVENTS);
    assertThat(stored(header(answer, "x-asterism-trace-id"))).contains("\"cost_usd\":3.25E-5");
  }

  @Test
  void everyRequestIsRecorded() throws Exception {
    HttpResponse<String> answer = post("/v1/chat/completions", chat("hi"));
    assertThat(stored(header(answer, "x-asterism-trace-id")))
        .contains("hello")
        .contains("\"policy\":\"direct\"");
  }

  @Test
  void malformedJsonIsToldWithItsPlace() throws Exception {
    refuses(post("/v1/chat/completions", "{\"model\":"), 400, "line 1");
  }

  @Test
  void aWrongTypeIsToldWithItsField() throws Exception {
    HttpResponse<String> answer =
        post("/v1/chat/completions", "{\"model\":\"big\",\"messages\":\"hi\"}");
    refuses(answer, 400, "\"param\":\"messages\"");
    refuses(post("/v1/chat/completions", "{\"messages\":[]}"), 400, "\"param\":\"model\"");
    refuses(
        post("/v1/decisions", "{\"model\":\"big\",\"input\":\"x\",\"questions\":[]}"),
        400,
        "\"param\":\"questions\"");
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    refuses(post("/v1/chat/completions", "x".repeat((64 << 20) + 10)), 413, "body_too_large");
  }

  @Test
  void aRequestWithALargePictureReachesTheProvider() throws Exception {
    String body =
        "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
            + "\"image_url\":{\"url\":\"data:image/png;base64,"
            + "A".repeat(40 << 20)
            + "\"}}]}]}";
    assertThat(post("/v1/chat/completions", body).statusCode()).isEqualTo(200);
  }

  @Test
  void anUnknownPathOutsideTheApiIsToldToo() throws Exception {
    refuses(post("/nowhere", "{}"), 404, "unknown_url");
  }

  @Test
  void aFailedRequestsTraceNamesItsModel(@TempDir Path other) throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (AsterismServer down =
        AsterismServer.start(config("http://127.0.0.1:" + closed + "/v1", other, 60))) {
      String trace = header(post(down, "/v1/chat/completions", chat("hi")), "x-asterism-trace-id");
      assertThat(stored(down, trace))
          .contains("\"model\":\"big\"")
          .contains("upstream_unreachable");
    }
  }

  @Test
  void aClientThatLeavesMidStreamCancelsTheProviderAndIsRecorded(@TempDir Path other)
      throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (ServerSocket endless = new ServerSocket(0)) {
      var _ = Thread.ofVirtual().start(() -> streamWithoutEnd(endless, cancelled));
      try (AsterismServer streaming =
          AsterismServer.start(
              config("http://127.0.0.1:" + endless.getLocalPort() + "/v1", other, 60))) {
        leaveAfterTheFirstPiece(streaming.port());
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(newest(streaming)).contains("client_gone");
      }
    }
  }

  @Test
  void aProvidersOwnErrorPassesUntouched() throws Exception {
    HttpResponse<String> answer = post("/v1/chat/completions", chat("refused"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"error\":{\"message\":\"bad key\"}}");
  }

  @Test
  void aProviderThatTalksNonsenseIsTold() throws Exception {
    refuses(post("/v1/chat/completions", chat("nonsense")), 502, "upstream_invalid");
  }

  @Test
  void aProviderThatIsDownIsTold(@TempDir Path other) throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (AsterismServer down =
        AsterismServer.start(config("http://127.0.0.1:" + closed + "/v1", other, 60))) {
      refuses(post(down, "/v1/chat/completions", chat("hi")), 502, "upstream_unreachable");
    }
  }

  @Test
  void aProviderThatIsTooSlowIsTold(@TempDir Path other) throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        AsterismServer slow =
            AsterismServer.start(
                config("http://127.0.0.1:" + silent.getLocalPort() + "/v1", other, 1))) {
      refuses(post(slow, "/v1/chat/completions", chat("hi")), 504, "upstream_timeout");
    }
  }

  @Test
  void aProviderThatBreaksOffIsTold(@TempDir Path other) throws Exception {
    try (ServerSocket cutting = new ServerSocket(0)) {
      var _ = Thread.ofVirtual().start(() -> cut(cutting));
      try (AsterismServer broken =
          AsterismServer.start(
              config("http://127.0.0.1:" + cutting.getLocalPort() + "/v1", other, 10))) {
        refuses(post(broken, "/v1/chat/completions", chat("hi")), 502, "upstream_cut_off");
      }
    }
  }

  @Test
  void withoutAProviderItStartsAndSaysWhatToSet(@TempDir Path other) throws Exception {
    Config none =
        new Config(
            new Config.Server("127.0.0.1", 0),
            new Config.Data(other, Duration.ofDays(1), 1 << 24),
            List.of(),
            Map.of(),
            Config.Loop.DEFAULT);
    try (AsterismServer bare = AsterismServer.start(none)) {
      refuses(post(bare, "/v1/chat/completions", chat("hi")), 503, "OPENAI_API_KEY");
      assertThat(get(bare, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(bare, "/readyz").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aPortThatIsTakenIsTold(@TempDir Path other) {
    Config taken =
        new Config(
            new Config.Server("127.0.0.1", server.port()),
            new Config.Data(other, Duration.ofDays(1), 1 << 24),
            List.of(),
            Map.of(),
            Config.Loop.DEFAULT);
    assertThatThrownBy(() -> AsterismServer.start(taken))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--port");
  }

  @Test
  void feedbackOnAnUnknownTraceIsTold() throws Exception {
    refuses(
        post("/v1/feedback", "{\"trace_id\":\"nowhere-00\",\"answer\":\"x\"}"),
        404,
        "trace_not_found");
  }

  @Test
  void feedbackFindsItsQuestionByPlaceOrByName() throws Exception {
    String trace =
        header(post("/v1/decisions", decisions("spam", "urgent")), "x-asterism-trace-id");
    String feedback = "{\"trace_id\":\"" + trace + "\",\"answer\":true,\"question\":%s}";
    assertThat(post("/v1/feedback", feedback.formatted("1")).statusCode()).isEqualTo(200);
    assertThat(post("/v1/feedback", feedback.formatted("\"urgent\"")).statusCode()).isEqualTo(200);
    refuses(post("/v1/feedback", feedback.formatted("\"polite\"")), 404, "trace_not_found");
    refuses(post("/v1/feedback", feedback.formatted("2")), 404, "trace_not_found");
    refuses(post("/v1/feedback", feedback.formatted("-1")), 400, "\"param\":\"question\"");
    refuses(post("/v1/feedback", feedback.formatted("[]")), 400, "\"param\":\"question\"");
  }

  @Test
  void feedbackByANameThatTwoQuestionsShareIsTold() throws Exception {
    String trace = header(post("/v1/decisions", decisions("spam", "spam")), "x-asterism-trace-id");
    refuses(
        post(
            "/v1/feedback",
            "{\"trace_id\":\"" + trace + "\",\"answer\":true,\"question\":\"spam\"}"),
        400,
        "2 questions named 'spam'");
  }

  @Test
  void metricsCountAnswers() throws Exception {
    post("/v1/chat/completions", chat("hi"));
    assertThat(get(server, "/metrics").body())
        .contains("asterism_answers_total")
        .contains("policy=\"direct\"");
  }

  @Test
  void aSiteInABrowserCannotDriveTheAdminApi() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(server, "/admin/v1/report"))
            .header("Origin", "https://evil.example")
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
  }

  private static void cut(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      var _ = socket.getInputStream().read(new byte[4_096]);
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\""
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends events until the connection is closed from the other side.
  private static void streamWithoutEnd(ServerSocket listening, CountDownLatch cancelled) {
    try (Socket socket = listening.accept()) {
      var _ = socket.getInputStream().read(new byte[4_096]);
      OutputStream out = socket.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      for (int event = 0; event < 2_000; event++) {
        out.write("data: {\"choices\":[]}\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        Thread.sleep(5);
      }
    } catch (IOException closed) {
      cancelled.countDown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leaveAfterTheFirstPiece(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String body =
          "{\"model\":\"big\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
      socket
          .getOutputStream()
          .write(
              "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body)
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read(new byte[512])).isPositive();
      socket.setSoLinger(true, 0);
    }
  }

  private String newest(AsterismServer of) throws Exception {
    for (int i = 0; i < 200; i++) {
      String traces = get(of, "/admin/v1/traces").body();
      if (traces.contains("\"id\"")) {
        return traces;
      }
      Thread.sleep(20);
    }
    return "";
  }

  private String stored(String trace) throws Exception {
    return stored(server, trace);
  }

  private String stored(AsterismServer by, String trace) throws Exception {
    for (int i = 0; i < 200; i++) {
      HttpResponse<String> answer = get(by, "/admin/v1/traces/" + trace);
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      Thread.sleep(20);
    }
    return "";
  }

  private static String decisions(String first, String second) {
    return "{\"model\":\"big\",\"input\":\"x\",\"questions\":["
        + "{\"type\":\"predicate\",\"name\":\"%s\",\"instructions\":\"a?\"},".formatted(first)
        + "{\"type\":\"predicate\",\"name\":\"%s\",\"instructions\":\"b?\"}]}".formatted(second);
  }

  private static String chat(String text) {
    return "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  private static void refuses(HttpResponse<String> answer, int status, String part) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"message\":").contains(part);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return post(server, path, body);
  }

  private HttpResponse<String> post(AsterismServer to, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(to, path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(AsterismServer from, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(from, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(AsterismServer of, String path) {
    return URI.create("http://127.0.0.1:" + of.port() + path);
  }

  private static Config config(String upstream, Path data, int seconds) {
    return new Config(
        new Config.Server("127.0.0.1", 0),
        new Config.Data(data, Duration.ofDays(1), 1 << 24),
        List.of(
            new Config.Upstream(
                "fake",
                URI.create(upstream),
                Optional.of("sk-test"),
                List.of(),
                Duration.ofSeconds(seconds))),
        Map.of("big", new Price(2.5, 1.25, 10)),
        Config.Loop.DEFAULT);
  }
}
