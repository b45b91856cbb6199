package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.trace.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Providers that break off or send odd things, and clients that mean harm.
class FaultsTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final int PIECE = 1 << 20;
  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void anAnswerThatIsCutInItsBodyIsTold() throws Exception {
    try (RawUpstream cutting =
            raw(
                "HTTP/1.1 200 OK\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Content-Length: 500\r\n\r\n"
                    + "{\"id\"");
        RunningGateway gateway = new RunningGateway(cutting)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"));
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains("upstream_cut_off");
      assertThat(gateway.recording().trace().error()).contains("upstream_cut_off");
    }
  }

  @Test
  void aStreamWhoseConnectionClosesAfterItsLastChunkIsWhole() throws Exception {
    String frame = "data: [DONE]\n\n";
    try (RawUpstream closing =
            raw(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\ne\r\n"
                    + frame
                    + "\r\n0\r\n\r\n");
        RunningGateway gateway = new RunningGateway(closing)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(frame);
      assertThat(gateway.recording().trace().error()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\""
      })
  void aProviderThatResetsItsConnectionIsTold(String sent) throws Exception {
    try (RawUpstream resetting = resetting(sent);
        RunningGateway gateway = new RunningGateway(resetting)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"));
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains("upstream_cut_off");
      assertThat(gateway.recording().trace().error()).contains("upstream_cut_off");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20\r\ndata: {\"choices\"", "e\r\ndata: {\"a\":1}\r\n"})
  void aStreamThatIsResetInTheMiddleEndsWithoutItsEnd(String sent) throws Exception {
    try (RawUpstream resetting = resetting(EVENTS + sent);
        RunningGateway gateway = new RunningGateway(resetting)) {
      assertThatThrownBy(() -> gateway.post(CHAT, chat("hi"))).isInstanceOf(IOException.class);
      assertThat(gateway.recording().trace().error()).contains("upstream_cut_off");
    }
  }

  @Test
  void aStreamThatIsResetAfterItsLastChunkIsWhole() throws Exception {
    try (RawUpstream resetting = resetting(EVENTS + "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        RunningGateway gateway = new RunningGateway(resetting)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"));
      assertThat(answer.body()).isEqualTo("data: [DONE]\n\n");
      assertThat(gateway.recording().trace().error()).isEmpty();
    }
  }

  @Test
  void aProviderThatFallsSilentInTheMiddleOfAStreamIsGivenUpInTime() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream silent =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              socket
                  .getOutputStream()
                  .write((EVENTS + "9\r\ndata: {}\n\r\n").getBytes(StandardCharsets.US_ASCII));
              try {
                self[0].read(socket);
              } finally {
                cancelled.countDown();
              }
            });
        RunningGateway gateway = new RunningGateway(silent)) {
      self[0] = silent;
      assertThatThrownBy(() -> gateway.post(CHAT, chat("hi"), "x-asterism-timeout-ms", "400"))
          .isInstanceOf(IOException.class);
      assertThat(gateway.recording().trace().error()).contains("upstream_timeout");
      assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void bytesThatAreNoTextComeBackAsTheyAreButAreNoAnswerToTranslate() throws Exception {
    byte[] odd = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, (byte) 0xc3, '"', '}'};
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream upstream =
            new RawUpstream((socket, _) -> {
              while (!self[0].read(socket).isEmpty()) {
                String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(odd.length);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(odd);
              }
            });
        RunningGateway gateway = new RunningGateway(upstream);
        HttpClient http = HttpClient.newHttpClient()) {
      self[0] = upstream;
      HttpRequest embedding =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + gateway.port() + "/v1/embeddings"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"big\",\"input\":\"x\"}"))
              .build();
      assertThat(http.send(embedding, HttpResponse.BodyHandlers.ofByteArray()).body())
          .isEqualTo(odd);
      HttpResponse<String> translated =
          gateway.post(
              "/v1/messages", chat("hi").replace("{\"model\"", "{\"max_tokens\":9,\"model\""));
      assertThat(translated.statusCode()).isEqualTo(502);
      assertThat(translated.body()).contains("it is not JSON");
    }
  }

  @Test
  void aRequestThatIsNoTextIsRefused() throws Exception {
    byte[] odd = chat("?").getBytes(StandardCharsets.US_ASCII);
    odd[new String(odd, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xff;
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + CHAT))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(odd))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("not valid JSON at line 1, column");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "e;x=y\r\ncut"})
  void chunksThatAreNoneEndTheStreamWithoutItsEnd(String chunk) throws Exception {
    try (RawUpstream odd =
            raw(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + chunk);
        RunningGateway gateway = new RunningGateway(odd)) {
      assertThatThrownBy(() -> gateway.post(CHAT, chat("hi"))).isInstanceOf(IOException.class);
      assertThat(gateway.recording().trace().error()).contains("upstream_cut_off");
    }
  }

  @Test
  void aCompressedAnswerThatNobodyAskedForComesBackAsItIs() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("[1, 2, 3]".getBytes(StandardCharsets.UTF_8));
    }
    try (RawUpstream packing =
            new RawUpstream((socket, _) -> {
              socket.getInputStream().read(new byte[1 << 16]);
              socket
                  .getOutputStream()
                  .write(
                      ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                              + packed.size()
                              + "\r\n\r\n")
                          .getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().write(packed.toByteArray());
            });
        RunningGateway gateway = new RunningGateway(packing);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + gateway.port() + "/v1/embeddings"))
                  .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"big\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
      assertThat(answer.body()).isEqualTo(packed.toByteArray());
    }
  }

  @Test
  void aCompressedAnswerThatNobodyAskedForIsTranslatedAllTheSame() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(RawUpstream.ANSWER.getBytes(StandardCharsets.UTF_8));
    }
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream packing =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              String head =
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                      + "Content-Length: %d\r\n\r\n".formatted(packed.size());
              socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().write(packed.toByteArray());
            });
        RunningGateway gateway = new RunningGateway(packing)) {
      self[0] = packing;
      HttpResponse<String> answer =
          gateway.post(
              "/v1/messages",
              "{\"model\":\"big\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
      assertThat(answer.body()).contains("{\"type\":\"text\",\"text\":\"hello\"}");
    }
  }

  @Test
  void anAnswerOfAHundredMegabytesPassesThroughButIsNoChat() throws Exception {
    try (RawUpstream large =
            new RawUpstream((socket, _) -> {
              socket.getInputStream().read(new byte[1 << 16]);
              socket
                  .getOutputStream()
                  .write(
                      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                              + 100L * PIECE
                              + "\r\n\r\n")
                          .getBytes(StandardCharsets.US_ASCII));
              for (int piece = 0; piece < 100; piece++) {
                socket.getOutputStream().write(new byte[PIECE]);
              }
            });
        RunningGateway gateway = new RunningGateway(large);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> whole =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + gateway.port() + "/v1/files/1/content"))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(whole.body()).hasSize(100 * PIECE);
      assertThat(gateway.recording().response()).hasSizeLessThanOrEqualTo(PIECE);
      HttpResponse<String> refused = gateway.post(CHAT, chat("hi"));
      assertThat(refused.statusCode()).isEqualTo(502);
      assertThat(refused.body()).contains("upstream_too_large");
    }
  }

  @Test
  void limitsAndRequestIdsOfTheProviderReachTheClient() throws Exception {
    String told =
        "x-request-id: req_1\r\n"
            + "x-ratelimit-limit-requests: 60\r\n"
            + "x-ratelimit-remaining-tokens: 9\r\n"
            + "x-ratelimit-reset-requests: 1s\r\n";
    for (String type : List.of("application/json", "text/event-stream")) {
      try (RawUpstream telling =
              RawUpstream.answering("Content-Type: " + type + "\r\n" + told, RawUpstream.ANSWER);
          RunningGateway gateway = new RunningGateway(telling)) {
        HttpResponse<String> answer = gateway.post(CHAT, chat("hi"));
        assertThat(answer.headers().firstValue("x-request-id")).contains("req_1");
        assertThat(answer.headers().firstValue("x-ratelimit-limit-requests")).contains("60");
        assertThat(answer.headers().firstValue("x-ratelimit-remaining-tokens")).contains("9");
        assertThat(answer.headers().firstValue("x-ratelimit-reset-requests")).contains("1s");
      }
    }
  }

  @Test
  void aModelsNameCannotWriteHeaders() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer =
          gateway.post(CHAT, chat("hi").replace("big", "big\\r\\nx-evil: 1"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-evil")).isEmpty();
      assertThat(answer.headers().firstValue("x-asterism-model")).contains("big??x-evil: 1");
    }
  }

  @Test
  void theAddressOfAPictureIsPassedOnAndNeverFetched() throws Exception {
    try (RawUpstream secret = RawUpstream.answering("", "{}");
        RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      String body =
          "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
              + "\"image_url\":{\"url\":\""
              + secret.base()
              + "/picture.png\"}}]}]}";
      assertThat(gateway.post(CHAT, body).statusCode()).isEqualTo(200);
      assertThat(upstream.requests().getFirst()).endsWith(body);
      assertThat(secret.connections()).isZero();
    }
  }

  @Test
  void clientsThatNeverFinishTheirRequestsDoNotKeepOthersWaiting() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      for (int client = 0; client < 300; client++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        slow.add(socket);
        String begun =
            client % 2 == 0 ? "POST /v1/chat" : "POST " + CHAT + " HTTP/1.1\r\nHost: a\r\nX";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
      Trace trace = gateway.recording().trace();
      assertThat(trace.status()).isEqualTo(200);
      assertThat(upstream.requests()).hasSize(1);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/chat",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nX",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n{",
        "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n{",
        "POST /v1/files HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Length: 9000\r\n\r\n{"
      })
  void aClientThatDribblesItsRequestIsDisconnectedInBoundedTimeAndHoldsNoPlace(String begun)
      throws Exception {
    ClientLimits limits =
        RunningGateway.limits(1, Duration.ofMillis(300), ClientLimits.DEFAULT.ping());
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream, limits);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      long since = System.nanoTime();
      int sent = 0;
      while (client.getInputStream().available() == 0 && sent < 400 && dribble(client)) {
        sent++;
        Thread.sleep(20);
      }
      assertThat(sent).isBetween(5, 399);
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(8));
      assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
    }
  }

  /// {@return whether the connection still takes a byte}
  private static boolean dribble(Socket client) {
    try {
      client.getOutputStream().write('x');
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void aClientThatSendsSlowlyButSteadilyIsServed() throws Exception {
    ClientLimits limits =
        RunningGateway.limits(1, Duration.ofMillis(200), ClientLimits.DEFAULT.ping());
    String body = chat("y".repeat(4_000));
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream, limits);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      client.setSoTimeout(10_000);
      String head =
          "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(CHAT, body.length());
      client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      for (int from = 0; from < body.length(); from += 400) {
        Thread.sleep(100);
        String piece = body.substring(from, Math.min(body.length(), from + 400));
        client.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
      }
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aClientThatAsksOnceIsDisconnectedAfterItsAnswer() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      client.setSoTimeout(10_000);
      client
          .getOutputStream()
          .write(
              "GET /v1/models HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = client.getInputStream().readAllBytes();
      assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void headersWithoutEndAreRefused() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer =
          gateway.postTooMuch(CHAT, chat("hi"), "x-long", "y".repeat(1 << 17));
      assertThat(answer.statusCode()).isBetween(400, 499);
      assertThat(upstream.requests()).isEmpty();
    }
  }

  /// {@return a provider that sends these bytes after any request, and closes}
  private static RawUpstream raw(String bytes) throws IOException {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          self[0].read(socket);
          socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        });
    return self[0];
  }

  /// {@return a provider that sends these bytes after any request, waits until they are taken and
  /// resets the connection}
  private static RawUpstream resetting(String bytes) throws IOException {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          self[0].read(socket);
          socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
          Thread.sleep(100);
          socket.setSoLinger(true, 0);
        });
    return self[0];
  }
}
