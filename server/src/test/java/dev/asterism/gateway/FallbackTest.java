package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Provider;
import dev.asterism.provider.Upstream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several providers of one model.
class FallbackTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String[] JSON = {"content-type", "application/json"};

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 529})
  void theNextProviderIsAskedWhereOneCannotAnswer(int status) throws Exception {
    try (RawUpstream unable = saying(status);
        RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(unable, able)) {
      for (String path : List.of(CHAT, "/v1/embeddings")) {
        HttpResponse<String> answer = gateway.post(path, chat("hi"), JSON);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-asterism-provider")).contains("second");
      }
      assertThat(unable.requests()).hasSize(2);
      assertThat(able.requests()).hasSize(2);
    }
  }

  @Test
  void theNextProviderIsAskedWhereOneIsOutOfReach() throws Exception {
    RawUpstream gone = RawUpstream.answering("", "");
    gone.close();
    try (RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(gone, able)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"), JSON);
      assertThat(answer.body()).isEqualTo(RawUpstream.ANSWER);
      assertThat(answer.headers().firstValue("x-asterism-provider")).contains("second");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 422})
  void whatAProviderRefusesIsFinal(int status) throws Exception {
    try (RawUpstream refusing = saying(status);
        RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(refusing, able)) {
      assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(status);
      assertThat(able.requests()).isEmpty();
    }
  }

  @Test
  void theLastProvidersFailureIsTheClients() throws Exception {
    try (RawUpstream first = saying(503);
        RawUpstream last = saying(429);
        RunningGateway gateway = gateway(first, last)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"), JSON);
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("7");
      assertThat(answer.body()).isEqualTo("{\"error\":{\"message\":\"429\"}}");
    }
  }

  @Test
  void anUploadIsNotSentTwice() throws Exception {
    try (RawUpstream unable = saying(503);
        RawUpstream able = RawUpstream.answering("", "{}");
        RunningGateway gateway = gateway(unable, able)) {
      HttpResponse<String> answer =
          gateway.post("/v1/files", "--x--", "content-type", "multipart/form-data; boundary=x");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(able.requests()).isEmpty();
    }
  }

  private static RawUpstream saying(int status) throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          while (!self[0].read(socket).isEmpty()) {
            RawUpstream.write(
                socket,
                status,
                "Content-Type: application/json\r\nRetry-After: 7\r\n",
                "{\"error\":{\"message\":\"" + status + "\"}}");
          }
        });
    return self[0];
  }

  private static RunningGateway gateway(RawUpstream first, RawUpstream second) {
    return new RunningGateway(
        List.of(provider("first", first), provider("second", second)),
        new Upstream(),
        RunningGateway.nobody());
  }

  private static Provider provider(String name, RawUpstream at) {
    return new Provider(
        name, at.base(), Optional.of("sk-" + name), List.of("big"), Duration.ofSeconds(20));
  }
}
