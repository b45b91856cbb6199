package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One step of a streamed answer in the neutral language.
sealed interface Happening {

  record Begun(String id, String model, long created) implements Happening {}

  /// @param logprobs of this piece, where they were asked for
  record Said(int choice, String text, Optional<JsonNode> logprobs) implements Happening {

    Said(int choice, String text) {
      this(choice, text, Optional.empty());
    }
  }

  record Thought(int choice, String text) implements Happening {}

  /// The thoughts so far are signed.
  record Signed(int choice, String signature) implements Happening {}

  record ThoughtInHiding(int choice, String data) implements Happening {}

  record Declined(int choice, String text) implements Happening {}

  /// @param call the call's place among the choice's calls, from 0
  record Called(int choice, int call, String id, String name) implements Happening {}

  record Argued(int choice, int call, String json) implements Happening {}

  record Stopped(int choice, StopReason reason, Optional<String> stopSequence)
      implements Happening {}

  record Used(Usage usage) implements Happening {}

  record Failed(Fault fault) implements Happening {}
}
