package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Upstream;
import dev.asterism.trace.Trace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Endpoints that Asterism has no opinion about.
class PassageTest {

  private static final String EMBEDDED =
      "{\"data\":[{\"embedding\":[0.5]}],\"model\":\"big\",\"usage\":{\"prompt_tokens\":12,\"total_tokens\":12}}";

  @Test
  void aJsonRequestReachesTheProviderByteForByteAndItsUsageIsBooked() throws Exception {
    String body = "{ \"model\" : \"big\",\n\t\"input\":[\"\u00e9\", \"b\"] , \"odd\": 1.50}";
    try (RawUpstream upstream = RawUpstream.answering("", EMBEDDED);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer =
          gateway.post("/v1/embeddings?x=1", body, "content-type", "application/json");
      assertThat(answer.body()).isEqualTo(EMBEDDED);
      assertThat(upstream.requests().getFirst())
          .startsWith("POST /v1/embeddings?x=1 HTTP/1.1\r\n")
          .endsWith("\r\n\r\n" + body);
      Trace.Recording recording = gateway.recording();
      assertThat(recording.trace().endpoint()).isEqualTo("/v1/embeddings");
      assertThat(recording.trace().requestedModel()).isEqualTo("big");
      assertThat(recording.trace().usage()).isEqualTo(new Usage(12, 0));
      assertThat(recording.trace().cost()).isEqualTo(new Usd(30_000));
    }
  }

  @Test
  void theModelDecidesWhichProviderIsAsked() throws Exception {
    try (RawUpstream first = RawUpstream.answering("", "1");
        RawUpstream second = RawUpstream.answering("", "2");
        RunningGateway gateway =
            new RunningGateway(
                List.of(serving(first, "big"), serving(second, "small")),
                new Upstream(),
                RunningGateway.nobody())) {
      String[] json = {"content-type", "application/json"};
      assertThat(gateway.post("/v1/responses", "{\"model\":\"small\"}", json).body())
          .isEqualTo("2");
      assertThat(gateway.post("/v1/responses", "{\"model\":\"big\"}", json).body()).isEqualTo("1");
      assertThat(gateway.get("/v1/files").body()).isEqualTo("1");
      HttpResponse<String> unknown = gateway.post("/v1/responses", "{\"model\":\"other\"}", json);
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("model_not_found");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
        "{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":true}"
      })
  void aModelThatNoProviderServesIsToldByItsName(String body) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway =
            new RunningGateway(
                List.of(serving(upstream, "big")), new Upstream(), RunningGateway.nobody())) {
      HttpResponse<String> answer = gateway.post("/v1/chat/completions", body);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("model_not_found").contains("'other'");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @Test
  void anUploadLargerThanTheLimitForJsonGoesThroughAsItComesAndIsNotKept() throws Exception {
    String body = "--x\r\n" + "0123456789".repeat(300_000) + "\r\n--x--";
    String type = "multipart/form-data; boundary=x";
    try (RawUpstream upstream = RawUpstream.answering("", "{\"id\":\"file-1\"}");
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.post("/v1/files", body, "content-type", type);
      assertThat(answer.body()).isEqualTo("{\"id\":\"file-1\"}");
      assertThat(upstream.requests().getFirst()).contains(type).endsWith("\r\n\r\n" + body);
      assertThat(gateway.recording().request()).isEmpty();
    }
  }

  @Test
  void aJsonBodyOverTheLimitGoesThroughToo() throws Exception {
    String body = "{\"model\":\"big\",\"input\":\"" + "x".repeat(2 << 20) + "\"}";
    try (RawUpstream upstream = RawUpstream.answering("", EMBEDDED);
        RunningGateway gateway = new RunningGateway(upstream)) {
      gateway.post("/v1/embeddings", body, "content-type", "application/json");
      assertThat(upstream.requests().getFirst()).endsWith("\r\n\r\n" + body);
    }
  }

  @Test
  void aStreamComesBackAsItIsAndTheUsageAtItsEndIsBooked() throws Exception {
    String events =
        "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"usage\":null}}\n\n"
            + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"usage\":"
            + "{\"input_tokens\":7,\"output_tokens\":3}}}\n\n";
    try (RawUpstream upstream =
            RawUpstream.answering("Content-Type: text/event-stream\r\n", events);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer =
          gateway.post(
              "/v1/responses",
              "{\"model\":\"big\",\"stream\":true}",
              "content-type",
              "application/json");
      assertThat(answer.body()).isEqualTo(events);
      assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
      Trace trace = gateway.recording().trace();
      assertThat(trace.stream()).isTrue();
      assertThat(trace.usage()).isEqualTo(new Usage(7, 3));
    }
  }

  @Test
  void aVoiceComesBackByteForByteAndIsNotKept() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("Content-Type: audio/mpeg\r\n", "ID3\u0000\u0001sound");
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer =
          gateway.post(
              "/v1/audio/speech", "{\"model\":\"big\"}", "content-type", "application/json");
      assertThat(answer.body()).isEqualTo("ID3\u0000\u0001sound");
      assertThat(gateway.recording().response()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "GET", "HEAD", "PATCH"})
  void everyMethodGoesThrough(String method) throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          while (!self[0].read(socket).isEmpty()) {
            socket
                .getOutputStream()
                .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          }
        });
    try (RawUpstream upstream = self[0];
        RunningGateway gateway = new RunningGateway(upstream);
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + gateway.port() + "/v1/responses/resp_1");
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri)
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(upstream.requests().getFirst()).startsWith(method + " /v1/responses/resp_1 HTTP");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/../secret", "/v1/files/%2e%2e/%2E./secret"})
  void aPathThatLeavesTheApiGoesNowhere(String path) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", "secret");
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.get(path);
      assertThat(answer.statusCode()).isBetween(400, 404);
      assertThat(upstream.requests()).isEmpty();
    }
  }

  private static Provider serving(RawUpstream at, String model) {
    return new Provider(
        model, at.base(), Optional.of("sk"), List.of(model), Duration.ofSeconds(20));
  }
}
