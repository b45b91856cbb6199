package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that mean to break or to trick a gateway.
class HostileClientsTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final int LEVELS = 10_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHAT,
        "/v1/messages",
        "/v1/messages/count_tokens",
        "/v1/responses",
        "/v1/decisions",
        "/v1/systemone",
        "/v1/embeddings",
        "/v1/completions",
        "/v1/moderations",
        "/v1beta/models/big:generateContent",
        "/v1beta/models/big:streamGenerateContent?alt=sse",
        "/v1beta/models/big:countTokens"
      })
  void whatIsNestedWithoutEndIsRefusedQuickly(String path) throws Exception {
    String body =
        "{\"model\":\"big\",\"messages\":"
            + "[".repeat(LEVELS)
            + "]".repeat(LEVELS)
            + ",\"input\":\"x\"}";
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      long begun = System.nanoTime();
      HttpResponse<String> answer = gateway.post(path, body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("nested deeper than 500 levels");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/embeddings", "/v1/completions", "/v1/moderations"})
  void aModelThatIsNamedTwiceIsNotPassedOn(String path) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer =
          gateway.post(path, "{\"model\":\"dear\",\"input\":\"x\",\"model\":\"cheap\"}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("'model' is there twice");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/../secret",
        "/v1/files/%2e%2e/%2E./secret",
        "/v1/files%2f..%2f..%2fsecret",
        "/v1/files/..%5csecret",
        "/v1/files/%252e%252e/secret",
        "/v1/files/..;/secret"
      })
  void noPathLeavesTheApi(String path) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", "secret");
        RunningGateway gateway = new RunningGateway(upstream)) {
      assertThat(gateway.get(path).statusCode()).isBetween(400, 404);
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @Test
  void twoDotsInANameAreNoStepUp() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", "{}");
        RunningGateway gateway = new RunningGateway(upstream)) {
      assertThat(gateway.get("/v1/files/a..b").statusCode()).isEqualTo(200);
      assertThat(upstream.requests().getFirst()).startsWith("GET /v1/files/a..b HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: -5"})
  void aBodyOfTwoLengthsIsNeverTwoRequests(String lengths) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      String answer =
          exchange(
              gateway,
              "POST %s HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n0\r\n\r\nGET /v1/files/secret HTTP/1.1\r\nHost: a\r\n\r\n"
                  .formatted(CHAT, lengths));
      assertThat(answer).startsWith("HTTP/1.1 400");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  /// The web server does not understand chunk extensions; where such a body ends, it cannot tell.
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, application/json, 5;name=value",
    "/v1/embeddings, application/json, no number",
    "/v1/files, application/octet-stream, 5;name=value",
    "/v1/chat/completions, application/json, -5"
  })
  void aChunkWithoutAPlainSizeIsRefusedAndNothingAfterItIsTakenForARequest(
      String path, String type, String size) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream);
        Warnings warnings = new Warnings()) {
      String answer =
          exchange(
              gateway,
              ("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nTransfer-Encoding:"
                      + " chunked\r\n\r\n%s\r\nGET /v1/files/secret HTTP/1.1\r\nHost:"
                      + " a\r\n\r\n0\r\n\r\n")
                  .formatted(path, type, size));
      assertThat(answer).startsWith("HTTP/1.1 400").contains("chunk extensions are not understood");
      assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
      assertThat(upstream.requests()).noneMatch(request -> request.startsWith("GET"));
      assertThat(warnings.heard()).isEmpty();
    }
  }

  @Test
  void aConnectionThatEndsAfterItsLastAnswerIsNothingToWarnOf() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream);
        Warnings warnings = new Warnings()) {
      String body = chat("hi");
      for (String path : new String[] {CHAT, "/v1/files", "/nowhere"}) {
        String answer =
            exchange(
                gateway,
                "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(path, body.length(), body));
        assertThat(answer).startsWith("HTTP/1.1 ");
      }
      assertThat(warnings.heard()).isEmpty();
    }
  }

  /// What the web server warns of while it listens.
  private static final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.helidon");
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Warnings() {
      logger.addHandler(this);
    }

    List<String> heard() {
      return heard;
    }

    @Override
    public void publish(LogRecord one) {
      if (one.getLevel().intValue() >= Level.WARNING.intValue()) {
        heard.add(one.getMessage());
      }
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  @Test
  void headersOverTheLimitAreRefusedWithAReason() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer =
          gateway.postTooMuch(CHAT, chat("hi"), "x-long", "y".repeat(1 << 16));
      assertThat(answer.statusCode()).isIn(400, 431);
      assertThat(answer.body()).containsIgnoringCase("header");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aBodyThatIsCompressedIsRefusedForThatReason(String coding) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.post(CHAT, "packed", "content-encoding", coding);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("compressed (Content-Encoding) is not read");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rx-evil: 1", "a\r\n x-evil: 1", "a\u0000b", "a\u007f"})
  void aProvidersHeaderCannotWriteAnother(String value) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("x-request-id: " + value + "\r\n", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"));
      assertThat(answer.headers().firstValue("x-evil")).isEmpty();
      if (answer.statusCode() == 200) {
        assertThat(answer.headers().firstValue("x-request-id").orElseThrow())
            .matches("[\\x20-\\x7e]+");
      } else {
        assertThat(answer.body()).contains("upstream_invalid");
      }
    }
  }

  /// {@return all that comes back until the connection closes}
  private static String exchange(RunningGateway gateway, String bytes) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
