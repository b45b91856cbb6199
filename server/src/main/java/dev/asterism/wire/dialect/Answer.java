package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A whole answer in the neutral language.
///
/// @param created seconds since 1970; 0 where the provider does not say
/// @param usage empty where the provider does not say
record Answer(String id, String model, long created, List<Choice> choices, Optional<Usage> usage) {

  Answer {
    choices = List.copyOf(choices);
  }

  /// @param stopSequence the one that ended it, where one did
  /// @param logprobs a list in the spelling of chat completions, where they were asked for
  record Choice(
      List<Part> parts,
      StopReason reason,
      Optional<String> stopSequence,
      Optional<JsonNode> logprobs) {

    Choice {
      parts = List.copyOf(parts);
    }

    /// {@return its text, parts of other kinds left out}
    String text() {
      StringBuilder text = new StringBuilder();
      for (Part part : parts) {
        if (part instanceof Part.Text(var piece)) {
          text.append(piece);
        }
      }
      return text.toString();
    }
  }
}
