package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Policies that work for longer than a connection is believed to live, before they have a first
/// byte for their client.
@Timeout(60)
class PolicyPingsTest {

  private static final String POLICIES =
      """
      server: {stream-ping-seconds: 1}
      providers:
        - {name: simulated, base-url: "URL", timeout-seconds: 1, retries: {most: 0}}
      policies:
        - {name: patient, models: [slow, big], patience-seconds: 2}
        - {name: drafted, kind: swarm, models: [slow, small, other], needed: 3, patience-seconds: 2}
        - {name: vain, kind: direct, models: [slow]}
      """;

  @TempDir private Path data;
  @AutoClose private PolicyServer policies;

  @BeforeEach
  void start() throws Exception {
    policies = new PolicyServer(POLICIES, data);
  }

  private HttpResponse<String> ask(String path, String policy, boolean stream) throws Exception {
    String body =
        "{\"model\":\"asterism/%s\",\"stream\":%s,\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"hard\"}]}"
            .formatted(policy, stream);
    return policies.calls().post(path, body);
  }

  @Test
  void aClientHearsThatAPolicyWorksAndTheTraceSaysHow() throws Exception {
    HttpResponse<String> answer = ask("/v1/chat/completions", "patient", true);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .matches("(?s)(: ping\n\n)+data: .*\"content\":\"42\".*data: \\[DONE]\n\n");
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("cascade: at work");
    JsonNode trace = policies.trace(answer);
    assertThat(trace.path("reason").asString(""))
        .isEqualTo("slow failed (upstream_timeout), big accepted");
    assertThat(trace.path("status").asInt(0)).isEqualTo(200);
    assertThat(trace.path("response").asString("")).startsWith("data: ").doesNotContain("ping");
  }

  @Test
  void anAnswerInOnePieceComesAfterThePingsToo() throws Exception {
    HttpResponse<String> answer = ask("/v1/chat/completions", "drafted", true);
    assertThat(answer.body()).matches("(?s)(: ping\n\n)+data: .*41.*data: \\[DONE]\n\n");
    assertThat(policies.trace(answer).path("error").isNull()).isTrue();
  }

  @Test
  void aDialectHasWordsOfItsOwnForIt() throws Exception {
    HttpResponse<String> answer = ask("/v1/messages", "patient", true);
    assertThat(answer.body())
        .matches("(?s)(event: ping\ndata: \\{\"type\":\"ping\"}\n\n)+event: message_start.*42.*");
  }

  @Test
  void whatFailsAfterThatIsToldInTheStream() throws Exception {
    HttpResponse<String> answer = ask("/v1/chat/completions", "vain", true);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .matches("(?s)(: ping\n\n)+data: \\{\"error\":\\{.*\"code\":\"upstream_timeout\".*}\n\n");
    assertThat(policies.trace(answer).path("error").asString("")).isEqualTo("upstream_timeout");
    assertThat(ask("/v1/messages", "vain", true).body())
        .matches("(?s)(event: ping\n.*\n\n)+event: error\ndata: \\{\"type\":\"error\".*\n\n");
  }

  @Test
  void whoWantsNoStreamIsToldNothingBeforeTheAnswer() throws Exception {
    HttpResponse<String> answer = ask("/v1/chat/completions", "vain", false);
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).startsWith("{");
  }
}
