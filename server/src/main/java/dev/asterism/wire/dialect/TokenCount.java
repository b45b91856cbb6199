package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.List;

/// How many tokens a request for messages has, for providers that do not count them beforehand: one
/// for four characters of its texts, its tools and its calls.
public final class TokenCount {

  private static final int CHARACTERS_PER_TOKEN = 4;

  private TokenCount() {}

  /// {@return the answer to a request to count}
  ///
  /// @throws dev.asterism.wire.BadRequest if the body is no request for messages
  public static byte[] roughly(byte[] body) {
    Conversation conversation = MessagesRequests.read(Json.object(body));
    long characters = 0;
    for (Turn turn : conversation.turns()) {
      characters += characters(turn.parts());
    }
    for (Tool tool : conversation.tools()) {
      characters +=
          tool.name().length()
              + tool.description().map(String::length).orElse(0)
              + tool.parameters().toString().length();
    }
    return Json.bytes(
        Json.object().put("input_tokens", Math.ceilDiv(characters, CHARACTERS_PER_TOKEN)));
  }

  private static long characters(List<Part> parts) {
    long sum = 0;
    for (Part part : parts) {
      sum +=
          switch (part) {
            case Part.Text(var text) -> text.length();
            case Part.Refusal(var text) -> text.length();
            case Part.Thinking(var text, _) -> text.length();
            case Part.ToolCall(_, var name, var arguments) -> name.length() + arguments.length();
            case Part.ToolResult(_, var content, _) -> characters(content);
            // Their length says nothing of their tokens.
            case Part.Image _, Part.File _, Part.Audio _, Part.HiddenThinking _ -> 0;
          };
    }
    return sum;
  }
}
