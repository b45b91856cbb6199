package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// How many tokens a conversation's request has, for providers that do not count them beforehand:
/// one for four characters of its texts, its tools and its calls.
public final class TokenCount {

  private static final int CHARACTERS_PER_TOKEN = 4;

  private TokenCount() {}

  /// {@return the answer to a request to count}
  ///
  /// @param api in which it is asked
  /// @throws dev.asterism.wire.BadRequest if the body is no such request
  public static byte[] roughly(Api api, byte[] body) {
    return Json.bytes(
        switch (api) {
          case COUNT_TOKENS ->
              Json.object().put("input_tokens", tokens(MessagesRequests.read(Json.object(body))));
          case COUNT_CONTENT ->
              Json.object().put("totalTokens", tokens(GenerateRequests.read(counted(body))));
          default -> throw new IllegalArgumentException(api + " counts nothing");
        });
  }

  /// What Gemini is to count stands in the body, or inside of it as a whole request.
  private static ObjectNode counted(byte[] body) {
    ObjectNode json = CamelCase.of(Json.object(body));
    if (json.path("generateContentRequest") instanceof ObjectNode request
        && !json.has("contents")) {
      return request.put("model", json.path("model").asString(""));
    }
    return json;
  }

  private static long tokens(Conversation conversation) {
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
    return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
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
