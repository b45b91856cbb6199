package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Provider;
import dev.asterism.provider.Upstream;
import dev.asterism.trace.Serving;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Conversations of several turns, with a provider of three keys and another provider.
class SessionsTest {

  private static final String CHAT = "/v1/chat/completions";

  @Test
  void theTurnsOfAConversationStayWithTheKeyThatBeganIt() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway =
            gateway(RunningGateway.provider("keys", upstream, "sk-a", "sk-b", "sk-c"))) {
      for (int turn = 1; turn <= 3; turn++) {
        for (String opening : List.of("first", "second", "third")) {
          assertThat(gateway.post(CHAT, turn(opening, turn)).statusCode()).isEqualTo(200);
          String reason = gateway.recording().trace().serving().reason();
          assertThat(reason).isEqualTo(turn == 1 ? "order" : "session");
        }
      }
      assertThat(keys(upstream, "first")).hasSize(1);
      assertThat(keys(upstream, "second")).hasSize(1);
      assertThat(keys(upstream, "third")).hasSize(1);
    }
  }

  @Test
  void aClientMayNameTheConversationAndTheProviderDoesNotHearOfIt() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway =
            gateway(RunningGateway.provider("keys", upstream, "sk-a", "sk-b", "sk-c"))) {
      for (int request = 0; request < 6; request++) {
        gateway.post(CHAT, turn("opening " + request, 1), "x-asterism-session", "mine");
      }
      assertThat(keys(upstream, "opening")).hasSize(1);
      assertThat(upstream.requests()).noneMatch(request -> request.contains("asterism-session"));
    }
  }

  @Test
  void aConversationMovesWhenItsProviderIsDownAndStaysWhereItWent() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream failing =
            new RawUpstream((socket, _) -> {
              while (!self[0].read(socket).isEmpty()) {
                RawUpstream.write(socket, down.get() ? 503 : 200, "", RawUpstream.ANSWER);
              }
            });
        RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway =
            gateway(
                RunningGateway.provider("first", failing, "sk-a"),
                RunningGateway.provider("second", able, "sk-b"))) {
      self[0] = failing;
      assertThat(serving(gateway, 1))
          .isEqualTo(new Serving(Optional.of("first"), 1, "order", false));
      down.set(true);
      assertThat(serving(gateway, 2))
          .isEqualTo(
              new Serving(Optional.of("second"), 2, "session moved; after first 503", false));
      down.set(false);
      assertThat(serving(gateway, 3))
          .isEqualTo(new Serving(Optional.of("second"), 1, "session", false));
    }
  }

  @Test
  void usageThatNobodyReportedIsToldAsAGuess() throws Exception {
    try (RawUpstream silent =
            RawUpstream.answering(
                "",
                RawUpstream.ANSWER.substring(0, RawUpstream.ANSWER.indexOf(",\"usage\"")) + "}");
        RunningGateway gateway = gateway(RunningGateway.provider("silent", silent, "sk"))) {
      assertThat(serving(gateway, 1))
          .isEqualTo(new Serving(Optional.of("silent"), 1, "order", true));
    }
  }

  private static Serving serving(RunningGateway gateway, int turn) throws Exception {
    HttpResponse<String> answer = gateway.post(CHAT, turn("hello", turn));
    assertThat(answer.statusCode()).isEqualTo(200);
    return gateway.recording().trace().serving();
  }

  private static String turn(String opening, int turn) {
    StringBuilder messages =
        new StringBuilder("{\"role\":\"user\",\"content\":\"" + opening + "\"}");
    for (int i = 1; i < turn; i++) {
      messages.append(",{\"role\":\"assistant\",\"content\":\"yes\"}");
      messages.append(",{\"role\":\"user\",\"content\":\"and " + i + "\"}");
    }
    return "{\"model\":\"big\",\"messages\":[" + messages + "]}";
  }

  private static List<String> keys(RawUpstream upstream, String text) {
    return upstream.requests().stream()
        .filter(request -> request.contains(text))
        .map(request -> request.replaceAll("(?s).*Bearer (sk-[a-z]).*", "$1"))
        .distinct()
        .toList();
  }

  private static RunningGateway gateway(Provider... providers) {
    return new RunningGateway(List.of(providers), new Upstream(), RunningGateway.nobody());
  }
}
