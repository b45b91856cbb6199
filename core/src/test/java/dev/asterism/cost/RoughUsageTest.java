package dev.asterism.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Role;
import dev.asterism.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoughUsageTest {

  private static final Message FORTY = new Message(Role.USER, "x".repeat(40));
  private static final Message SAID = new Message(Role.ASSISTANT, "y".repeat(80));

  private static ChatRequest of(Message... messages) {
    return new ChatRequest(
        "big",
        List.of(messages),
        new ResponseFormat.Text(),
        Optional.empty(),
        false,
        false,
        Set.of());
  }

  @Test
  void fourCharactersCountAsAToken() {
    assertThat(RoughUsage.of(of(FORTY, SAID, FORTY), "abc")).isEqualTo(new Usage(40, 1));
  }

  @Test
  void aConversationThatBeginsSentNothingBefore() {
    assertThat(RoughUsage.sentBefore(of(FORTY))).isZero();
    assertThat(RoughUsage.sentBefore(of(FORTY, FORTY))).isZero();
  }

  @Test
  void allBeforeTheLastAnswerWasSentBefore() {
    assertThat(RoughUsage.sentBefore(of(FORTY, SAID, FORTY))).isEqualTo(10);
    assertThat(RoughUsage.sentBefore(of(FORTY, SAID, FORTY, SAID, FORTY, FORTY))).isEqualTo(40);
  }
}
