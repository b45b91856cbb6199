package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Upstream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What goes through to a provider, and back to a client.
class PassingOnTest {

  private static final String CHAT = "/v1/chat/completions";

  @Test
  void theQueryReachesTheProvider() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      gateway.post(CHAT + "?api-version=2026-01&x=%C3%A9%20b", chat("hi"));
      gateway.get("/v1/models?limit=2");
      assertThat(upstream.requests().get(0))
          .startsWith("POST /v1/chat/completions?api-version=2026-01&x=%C3%A9%20b HTTP/1.1\r\n");
      assertThat(upstream.requests().get(1)).startsWith("GET /v1/models?limit=2 HTTP/1.1\r\n");
    }
  }

  @Test
  void noStudentIsTaughtByARequestWhoseQueryAsksForSomethingUnknown() throws Exception {
    String body =
        "{\"model\":\"big\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"}]}";
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      gateway.post(CHAT + "?api-version=1", body);
      assertThat(gateway.recording().examples()).hasSize(1);
      gateway.post(CHAT + "?shout=true", body);
      assertThat(gateway.recording().examples()).isEmpty();
    }
  }

  @Test
  void theOrderOfAFormatsKeysMakesNoOtherTask() throws Exception {
    String body =
        "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"response_format\":%s}";
    String inner =
        "{\"schema\":{\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]},\"name\":\"x\"}";
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      gateway.post(
          CHAT, body.formatted("{\"type\":\"json_schema\",\"json_schema\":" + inner + "}"));
      gateway.post(
          CHAT, body.formatted("{\"json_schema\":" + inner + ",\"type\":\"json_schema\"}"));
      assertThat(gateway.recording().tasks()).isEqualTo(gateway.recording().tasks()).hasSize(1);
    }
  }

  @Test
  void aProvidersHeadersComeBackButNotThoseOfItsConnectionNorItsCookies() throws Exception {
    String headers =
        "Content-Type: application/json\r\n"
            + "X-Request-Id: up-1\r\n"
            + "X-RateLimit-Remaining-Requests: 7\r\n"
            + "Retry-After: 20\r\n"
            + "Content-Encoding: br\r\n"
            + "Set-Cookie: __cf_bm=secret\r\n"
            + "Keep-Alive: timeout=5\r\n"
            + "Connection: keep-alive, X-Hop\r\n"
            + "X-Hop: 1\r\n";
    try (RawUpstream upstream =
            new RawUpstream((socket, _) -> {
              socket.getInputStream().read(new byte[4_096]);
              RawUpstream.write(socket, 429, headers, "{\"error\":{}}");
            });
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"));
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().map())
          .containsEntry("x-request-id", List.of("up-1"))
          .containsEntry("x-ratelimit-remaining-requests", List.of("7"))
          .containsEntry("retry-after", List.of("20"))
          .containsEntry("content-encoding", List.of("br"))
          .containsEntry("content-length", List.of("12"))
          .doesNotContainKeys("set-cookie", "keep-alive", "x-hop");
    }
  }

  @Test
  void aModelsNameMayHaveSlashesAndWhatIsNoModelIsPassedOn() throws Exception {
    String list = "{\"object\":\"list\",\"data\":[{\"id\":\"lab/small/it\",\"object\":\"model\"}]}";
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream upstream =
            new RawUpstream((socket, _) -> {
              for (String request = self[0].read(socket);
                  !request.isEmpty();
                  request = self[0].read(socket)) {
                boolean all = request.startsWith("GET /v1/models HTTP");
                boolean passed = request.startsWith("GET /v1/models/lab/small/prices HTTP");
                RawUpstream.write(socket, all || passed ? 200 : 404, "", all ? list : "{}");
              }
            });
        RunningGateway gateway = new RunningGateway(upstream)) {
      self[0] = upstream;
      for (String name : List.of("lab/small/it", "lab%2Fsmall%2Fit")) {
        HttpResponse<String> answer = gateway.get("/v1/models/" + name);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"id\":\"lab/small/it\"");
      }
      HttpResponse<String> prices = gateway.get("/v1/models/lab/small/prices");
      assertThat(prices.body()).isEqualTo("{}");
      assertThat(prices.headers().allValues("content-type")).containsExactly("application/json");
      assertThat(gateway.get("/v1/models/nobodys").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void onlyTheFirstProviderIsAskedForItsModelsWithTheClientsAuthorization() throws Exception {
    try (RawUpstream first = RawUpstream.answering("", "nonsense");
        RawUpstream failing =
            new RawUpstream((socket, _) -> {
              socket.getInputStream().read(new byte[4_096]);
              RawUpstream.write(socket, 500, "", "{}");
            });
        RawUpstream last = RawUpstream.answering("", "{\"object\":\"list\",\"data\":[]}");
        RunningGateway one =
            new RunningGateway(
                List.of(
                    RunningGateway.provider(first, Optional.empty()),
                    RunningGateway.provider(last, Optional.empty())),
                new Upstream(),
                RunningGateway.nobody());
        RunningGateway two =
            new RunningGateway(
                List.of(
                    RunningGateway.provider(failing, Optional.empty()),
                    RunningGateway.provider(last, Optional.empty())),
                new Upstream(),
                RunningGateway.nobody())) {
      String[] headers = {"Authorization", "Bearer sk-client", "X-Api-Key", "k"};
      one.get("/v1/models", headers);
      assertThat(first.requests().getFirst()).contains("Bearer sk-client");
      assertThat(two.get("/v1/models", headers).body()).contains("\"list\"");
      assertThat(last.requests().getFirst().toLowerCase(Locale.ROOT))
          .doesNotContain("sk-client")
          .doesNotContain("x-api-key");
    }
  }
}
