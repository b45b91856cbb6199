package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.trace.Trace;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a call is booked at.
class UsageTest {

  private static final String CHAT = "/v1/chat/completions";

  private static final String ONE_CHOICE =
      "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"12345678\"},"
          + "\"finish_reason\":\"stop\"}]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt_tokens\":1e30,\"completion_tokens\":1}",
        "{\"prompt_tokens\":-1,\"completion_tokens\":1}",
        "{\"prompt_tokens\":1.5,\"completion_tokens\":1}",
        "{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":1}",
        "{\"prompt_tokens\":9000000000000000000,\"completion_tokens\":9000000000000000000}",
        "{\"prompt_tokens\":\"7\",\"completion_tokens\":1}",
        "{\"prompt_tokens\":7,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":-3}}",
        "{}",
        "null",
        "[]"
      })
  void aUsageThatCannotBeRightCountsAsNone(String usage) throws Exception {
    String body = "{" + ONE_CHOICE + ",\"usage\":" + usage + "}";
    try (RawUpstream upstream = RawUpstream.answering("", body);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("four and four more"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(body);
      assertThat(gateway.recording().trace().usage()).isEqualTo(new Usage(5, 2));
    }
  }

  @Test
  void aUsageOfADecisionsAnswerThatCannotBeRightCountsAsNone() throws Exception {
    String answer =
        "{\"answers\":[{\"type\":\"predicate\",\"probability\":0.9}],\"usage\":{\"input_tokens\":1e30,\"output_tokens\":-1}}";
    try (RawUpstream upstream = RawUpstream.answering("", answer);
        RunningGateway gateway = new RunningGateway(upstream)) {
      String body =
          "{\"model\":\"big\",\"input\":\"12345678\",\"questions\":[{\"type\":\"predicate\",\"instructions\":\"spam?\"}]}";
      assertThat(gateway.post("/v1/decisions", body).body()).isEqualTo(answer);
      assertThat(gateway.recording().trace().usage()).isEqualTo(new Usage(4, 1));
    }
  }

  @Test
  void aStreamWithoutUsageIsBookedByItsCharacters() throws Exception {
    String events =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"1234\"}}],\"usage\":null}\n\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"5678\"},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: [DONE]\n\n";
    try (RawUpstream upstream =
            RawUpstream.answering("Content-Type: text/event-stream\r\n", events);
        RunningGateway gateway = new RunningGateway(upstream)) {
      String body =
          "{\"model\":\"big\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"1234\"},"
              + "{\"role\":\"user\",\"content\":\"12345678\"}]}";
      assertThat(gateway.post(CHAT, body).body()).isEqualTo(events);
      Trace.Recording recording = gateway.recording();
      assertThat(recording.trace().usage()).isEqualTo(new Usage(3, 2));
      assertThat(recording.trace().cost()).isEqualTo(new Usd(27_500));
      assertThat(recording.examples().getFirst().inputTokens()).isZero();
    }
  }

  @Test
  void whatFollowsTheBodysObjectIsNotTakenForAKey() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      assertThat(gateway.post(CHAT, chat("hi") + " {}").body())
          .contains("not valid JSON at line 1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"model\"", "\"messages[0].role\"", "\"metadata\"", "\"metadata.task.x[1].y\""})
  void aKeyThatIsThereTwiceIsTold(String param) throws Exception {
    String body =
        switch (param) {
          case "\"model\"" -> "{\"model\":\"big\",\"model\":\"small\",\"messages\":[]}";
          case "\"messages[0].role\"" ->
              "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"role\":\"system\"}]}";
          case "\"metadata\"" -> "{\"model\":\"big\",\"metadata\":{\"a\":1},\"metadata\":{}}";
          default -> "{\"metadata\":{\"task\":{\"x\":[1,{\"y\":[],\"y\":{}}]}}}";
        };
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = new RunningGateway(upstream)) {
      HttpResponse<String> answer = gateway.post(CHAT, body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"param\":" + param).contains("is there twice");
      assertThat(upstream.requests()).isEmpty();
    }
  }
}
