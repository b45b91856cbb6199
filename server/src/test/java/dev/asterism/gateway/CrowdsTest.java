package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Circuit;
import dev.asterism.provider.Endpoint;
import dev.asterism.provider.Patience;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Resilience;
import dev.asterism.provider.Retries;
import dev.asterism.provider.Upstream;
import dev.asterism.wire.dialect.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Many clients at once, and clients that vanish.
class CrowdsTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final int STREAMS = 512;

  @Test
  void fiveHundredAndTwelveStreamsRunSideBySide() throws Exception {
    CountDownLatch begun = new CountDownLatch(STREAMS);
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream upstream =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              send(
                  socket,
                  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                      + "data: {}\n\n");
              begun.countDown();
              // None ends before all have begun.
              begun.await(40, TimeUnit.SECONDS);
              send(socket, "data: [DONE]\n\n");
            });
        RunningGateway gateway = new RunningGateway(upstream);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      self[0] = upstream;
      List<Future<String>> answers = new ArrayList<>();
      for (int client = 0; client < STREAMS; client++) {
        answers.add(clients.submit(() -> stream(gateway.port())));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).contains("data: {}", "data: [DONE]");
      }
      assertThat(begun.getCount()).isZero();
    }
  }

  @Test
  void whereAllKeysAreOverTheirLimitsAStormIsNotPassedOn() throws Exception {
    int keys = 8;
    int requests = 40;
    try (RawUpstream limiting = failing("Retry-After: 30\r\nContent-Type: application/json\r\n");
        RunningGateway gateway = keys(limiting, keys)) {
      for (int request = 0; request < requests; request++) {
        HttpResponse<String> answer = gateway.post(CHAT, chat("hi " + request));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("30");
      }
      // The first request asks every key; then one key is enough to know.
      assertThat(limiting.requests()).hasSize(keys + requests - 1);
    }
  }

  @Test
  void aClientThatTakesNothingOfItsAnswerIsDisconnectedAndItsProviderCancelled() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    RawUpstream[] self = new RawUpstream[1];
    ClientLimits limits =
        RunningGateway.limits(1, Duration.ofMillis(300), ClientLimits.DEFAULT.ping());
    try (RawUpstream endless =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              try {
                send(
                    socket,
                    "HTTP/1.1 200 OK\r\n"
                        + "Content-Type: text/event-stream\r\n"
                        + "Connection: close\r\n\r\n");
                for (int piece = 0; piece < 100_000; piece++) {
                  send(socket, "data: " + "x".repeat(10_000) + "\n\n");
                }
              } catch (IOException gone) {
                cancelled.countDown();
                throw gone;
              }
            });
        RunningGateway gateway = new RunningGateway(endless, limits);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      self[0] = endless;
      send(client, request());
      assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.recording().trace().error()).contains("client_gone");
      HttpResponse<String> next = gateway.get("/v1/models");
      // Its place is free a moment after it is recorded.
      for (int look = 0; look < 200 && next.statusCode() == 429; look++) {
        Thread.sleep(20);
        next = gateway.get("/v1/models");
      }
      assertThat(next.statusCode()).isEqualTo(200);
    }
  }

  private static String request() {
    String body = chat("hi").replace("\"model\"", "\"stream\":true,\"model\"");
    return "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(CHAT, body.length(), body);
  }

  private static String stream(int port) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(60_000);
      send(client, request());
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder all = new StringBuilder();
      reader.lines().forEach(line -> all.append(line).append('\n'));
      return all.toString();
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static RawUpstream failing(String headers) throws IOException {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          while (!self[0].read(socket).isEmpty()) {
            RawUpstream.write(socket, 429, headers, "{\"error\":{\"message\":\"slow down\"}}");
          }
        });
    return self[0];
  }

  private static RunningGateway keys(RawUpstream at, int many) {
    List<Endpoint> more = new ArrayList<>();
    for (int key = 1; key < many; key++) {
      more.add(new Endpoint(at.base(), Optional.of("sk-" + key)));
    }
    return new RunningGateway(
        List.of(
            new Provider(
                "keys",
                at.base(),
                Optional.of("sk-0"),
                List.of(),
                Patience.forWhole(Duration.ofSeconds(20)),
                Language.OPENAI,
                Map.of(),
                new Resilience(more, Retries.DEFAULT, Circuit.Settings.DEFAULT))),
        new Upstream(),
        RunningGateway.nobody());
  }
}
