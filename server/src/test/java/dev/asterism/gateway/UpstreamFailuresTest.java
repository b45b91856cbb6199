package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Upstream;
import dev.asterism.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client sees, and what is recorded, when a provider or the client itself misbehaves.
class UpstreamFailuresTest {

  private static final String CHAT = "/v1/chat/completions";

  @Test
  void aConnectionThatWentStaleIsReplacedOnce() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream closing =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
            });
        RunningGateway gateway = new RunningGateway(closing)) {
      self[0] = closing;
      for (int request = 0; request < 4; request++) {
        assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
      }
      assertThat(closing.requests()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/embeddings"})
  void aClientMayHaveLessTimeThanTheProvider(String path) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (RawUpstream silent = new RawUpstream((_, _) -> never.await(20, TimeUnit.SECONDS));
        RunningGateway gateway = new RunningGateway(silent)) {
      long begun = System.nanoTime();
      HttpResponse<String> answer =
          gateway.post(
              path, chat("hi"), "content-type", "application/json", "x-asterism-timeout-ms", "250");
      refuses(answer, 504, "upstream_timeout");
      assertThat(answer.body()).contains("within 0.2");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      never.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "soon", "1.5", "99999999999"})
  void aTimeoutThatIsNoneIsTold(String millis) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"), "x-asterism-timeout-ms", millis);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"param\":\"x-asterism-timeout-ms\"");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @Test
  void aProviderThatDropsAnsweredConnectionsIsAskedTwiceAndNoMore() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream dropping =
            new RawUpstream((socket, connection) -> {
              self[0].read(socket);
              if (connection == 0) {
                RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
                self[0].read(socket);
              }
            });
        RunningGateway gateway = new RunningGateway(dropping)) {
      self[0] = dropping;
      assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
      refuses(gateway.post(CHAT, chat("hi")), 502, "upstream_cut_off");
      assertThat(dropping.requests()).hasSize(3);
    }
  }

  @Test
  void aRequestIsNotRepeatedOnceAByteOfItsAnswerCame() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream halting =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
              self[0].read(socket);
              socket.getOutputStream().write("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII));
            });
        RunningGateway gateway = new RunningGateway(halting)) {
      self[0] = halting;
      assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
      refuses(gateway.post(CHAT, chat("hi")), 502, "upstream_");
      assertThat(halting.requests()).hasSize(2);
    }
  }

  @Test
  void aFreshConnectionThatIsClosedBeforeTheAnswerIsToldAndNotRepeated() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream closing = new RawUpstream((socket, _) -> self[0].read(socket));
        RunningGateway gateway = new RunningGateway(closing)) {
      self[0] = closing;
      refuses(gateway.post(CHAT, chat("hi")), 502, "upstream_cut_off");
      assertThat(closing.requests()).hasSize(1);
      assertThat(gateway.recording().trace().error()).contains("upstream_cut_off");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.9\r\n", "220 mail.example ESMTP\r\n", "HTTP/9.9 x\r\n\r\n"})
  void aPeerThatDoesNotSpeakHttpIsTold(String greeting) throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream other =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
              Thread.sleep(5_000);
            });
        RunningGateway gateway = new RunningGateway(other)) {
      self[0] = other;
      refuses(gateway.post(CHAT, chat("hi")), 502, "upstream_invalid");
    }
  }

  @Test
  void whenAllConnectionsAreInUseTheClientIsToldToComeBack() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream slow =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              asked.countDown();
              done.await();
              RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
            });
        RunningGateway gateway =
            new RunningGateway(
                List.of(RunningGateway.provider(slow, Optional.empty())),
                new Upstream(1, Duration.ofMillis(300)),
                RunningGateway.nobody())) {
      self[0] = slow;
      Thread first = Thread.ofVirtual().start(() -> quietly(gateway));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      HttpResponse<String> second = gateway.post(CHAT, chat("hi"));
      refuses(second, 503, "upstream_busy");
      assertThat(second.headers().firstValue("retry-after")).contains("1");
      done.countDown();
      first.join();
    }
  }

  @Test
  void aClientThatLeavesASilentProviderCancelsIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    try (RawUpstream silent = silent(asked, cancelled);
        RunningGateway gateway = new RunningGateway(silent)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
        send(client, chat("hi"));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(cancelled.await(3, TimeUnit.SECONDS)).isTrue();
      Trace trace = gateway.recording().trace();
      assertThat(trace.error()).contains("client_gone");
      assertThat(trace.requestedModel()).isEqualTo("big");
      assertThat(trace.upstreamMicros()).isPositive();
    }
  }

  @Test
  void aClientThatLeavesAfterItsUploadCancelsASilentProvider() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    try (RawUpstream silent = silent(asked, cancelled);
        RunningGateway gateway = new RunningGateway(silent)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
        upload(client, 10, "0123456789");
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(cancelled.await(3, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.recording().trace().error()).contains("client_gone");
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleOfItsUploadIsNoFaultOfTheProviders() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (RawUpstream waiting =
            new RawUpstream((socket, _) -> {
              try {
                socket.getInputStream().readAllBytes();
              } finally {
                cancelled.countDown();
              }
            });
        RunningGateway gateway = new RunningGateway(waiting)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
        upload(client, 1_000_000, "0123456789".repeat(10_000));
        Thread.sleep(100);
      }
      assertThat(cancelled.await(3, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.recording().trace().error()).contains("client_gone");
    }
  }

  /// {@return a provider that never answers, and tells when it was asked and when it was left}
  private static RawUpstream silent(CountDownLatch asked, CountDownLatch cancelled)
      throws IOException {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          self[0].read(socket);
          asked.countDown();
          try {
            self[0].read(socket);
          } finally {
            cancelled.countDown();
          }
        });
    return self[0];
  }

  /// @param length that the head tells; the body may be shorter
  private static void upload(Socket client, int length, String body) throws IOException {
    String head =
        "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Length: "
            + length
            + "\r\n\r\n";
    client.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }

  @Test
  void aClientThatSendsItsNextRequestEarlyGetsBothAnswers() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream slow =
            new RawUpstream((socket, _) -> {
              while (!self[0].read(socket).isEmpty()) {
                Thread.sleep(400);
                RawUpstream.write(
                    socket,
                    200,
                    "",
                    RawUpstream.ANSWER.replace("hello", "no" + answered.incrementAndGet()));
              }
            });
        RunningGateway gateway = new RunningGateway(slow);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      self[0] = slow;
      send(client, chat("one"));
      Thread.sleep(250);
      send(client, chat("two"));
      client.setSoTimeout(5_000);
      StringBuilder answers = new StringBuilder();
      byte[] buffer = new byte[8_192];
      while (!answers.toString().contains("no2")) {
        int length = client.getInputStream().read(buffer);
        assertThat(length).isPositive();
        answers.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
      }
      assertThat(answers.toString()).contains("no1");
    }
  }

  private static void send(Socket client, String body) throws IOException {
    client
        .getOutputStream()
        .write(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body)
                .getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  private static void quietly(RunningGateway gateway) {
    try {
      gateway.post(CHAT, chat("hi"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuses(HttpResponse<String> answer, int status, String part) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"message\":").contains(part);
  }
}
