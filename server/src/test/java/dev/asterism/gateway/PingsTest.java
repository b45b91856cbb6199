package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Patience;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Resilience;
import dev.asterism.provider.Upstream;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Language;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Providers that think for longer than a connection is believed to live.
class PingsTest {

  private static final Duration SILENCE = Duration.ofMillis(100);
  private static final long THINKING = 600;

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions,': ping'",
    "/v1/responses,': ping'",
    "/v1/messages,'event: ping~data: {\"type\":\"ping\"}'",
    "/v1beta/models/big:streamGenerateContent?alt=sse,'data: {\"candidates\":[]}'"
  })
  void aClientHearsThatAModelThinksInTheWordsOfItsDialect(String path, String ping)
      throws Exception {
    try (RawUpstream thinking = thinking("", "data: {\"a\":1}\n\n");
        RunningGateway gateway = pinging(thinking)) {
      String request = path.startsWith("/v1beta/") ? "{\"contents\":[]}" : request();
      HttpResponse<String> answer = gateway.post(path, request);
      List<String> frames = frames(answer.body());
      assertThat(frames.getLast()).isEqualTo("data: {\"a\":1}");
      assertThat(frames.subList(0, frames.size() - 1))
          .isNotEmpty()
          .allMatch(ping.replace('~', '\n')::equals);
      String kept = new String(gateway.recording().response(), StandardCharsets.UTF_8);
      assertThat(kept).isEqualTo("data: {\"a\":1}\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: {\"a\":", "data: {}\n", "event: x\ndata: {}\n", "data: {}\r\n"})
  void noPingStandsInsideOfAFrame(String half) throws Exception {
    try (RawUpstream thinking = thinking(half, "1}\n\n");
        RunningGateway gateway = pinging(thinking)) {
      assertThat(gateway.post("/v1/chat/completions", request()).body()).isEqualTo(half + "1}\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: {}\n\n", "data: {}\r\n\r\n", "data: {}\r\r", "data: {}\n\r\n"})
  void pingsStandBetweenFramesWhateverEndsTheirLines(String frame) throws Exception {
    try (RawUpstream thinking = thinking(frame, "data: [DONE]\n\n");
        RunningGateway gateway = pinging(thinking)) {
      String body = gateway.post("/v1/chat/completions", request()).body();
      assertThat(body).startsWith(frame + ": ping\n\n").endsWith(": ping\n\ndata: [DONE]\n\n");
    }
  }

  @Test
  void untilAProviderBeginsItsAnswerAnotherMayStillGiveItAndNothingIsTold() throws Exception {
    try (RawUpstream slowToRefuse =
            raw("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "", 2 * SILENCE.toMillis());
        RawUpstream able = thinking("data: {}\n\n", "data: [DONE]\n\n");
        RunningGateway gateway = running(speaker("one", slowToRefuse), speaker("two", able))) {
      HttpResponse<String> answer = gateway.post("/v1/chat/completions", request());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-asterism-attempts")).contains("2");
      assertThat(answer.body()).startsWith("data: {}\n\n");
    }
  }

  @Test
  void whatIsPackedIsLeftAlone() throws Exception {
    try (RawUpstream thinking =
            raw(head("Content-Encoding: gzip\r\n"), "5\r\n12345\r\n0\r\n\r\n", THINKING);
        RunningGateway gateway = pinging(thinking)) {
      assertThat(gateway.post("/v1/chat/completions", request()).body()).isEqualTo("12345");
    }
  }

  private static List<String> frames(String body) {
    return new ArrayList<>(List.of(body.strip().split("\n\n", -1)));
  }

  private static String request() {
    return "{\"model\":\"big\",\"stream\":true,\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  }

  private static RunningGateway pinging(RawUpstream upstream) {
    return running(speaker("one", upstream));
  }

  private static RunningGateway running(Provider... providers) {
    return new RunningGateway(
        List.of(providers),
        new Upstream(),
        RunningGateway.nobody(),
        Auditor.Limits.DEFAULT,
        RunningGateway.limits(100, Duration.ofSeconds(30), SILENCE));
  }

  private static Provider speaker(String name, RawUpstream at) {
    return new Provider(
        name,
        at.base(),
        Optional.of("sk"),
        List.of(),
        Patience.forWhole(Duration.ofSeconds(20)),
        new Language(Dialect.OPENAI, List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES, Api.GENERATE)),
        Map.of(),
        Resilience.DEFAULT);
  }

  private static String head(String more) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
        + more
        + "Transfer-Encoding: chunked\r\n\r\n";
  }

  private static String chunk(String text) {
    return text.isEmpty() ? "" : Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static RawUpstream thinking(String before, String after) throws Exception {
    return raw(head("") + chunk(before), chunk(after) + "0\r\n\r\n", THINKING);
  }

  /// {@return a provider that sends one half of its answer, thinks, and sends the other}
  private static RawUpstream raw(String before, String after, long millis) throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          self[0].read(socket);
          send(socket, before);
          Thread.sleep(millis);
          send(socket, after);
        });
    return self[0];
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }
}
