package dev.asterism.wire.dialect;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import dev.asterism.wire.ChatWire;
import dev.asterism.wire.FormatWire;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A conversation of any dialect, reduced to what recognition needs.
final class ChatView {

  private ChatView() {}

  /// @param named the task's name, where the client gave it
  static ChatRequest of(Conversation conversation, Optional<String> named) {
    List<Message> messages = new ArrayList<>();
    for (Turn turn : conversation.turns()) {
      messages.add(message(turn));
    }
    ObjectNode format = Json.object();
    ChatWriter.format(format, conversation.form());
    return new ChatRequest(
        conversation.model(),
        messages,
        FormatWire.read(format.path("response_format")),
        named,
        conversation.stream(),
        conversation.streamUsage(),
        demands(conversation));
  }

  private static Message message(Turn turn) {
    StringBuilder text = new StringBuilder();
    boolean textOnly = !turn.parts().isEmpty();
    for (Part part : turn.parts()) {
      if (part instanceof Part.Text(var piece)) {
        text.append(piece);
      } else {
        textOnly = false;
      }
    }
    return new Message(role(turn.speaker()), text.toString(), textOnly);
  }

  private static Role role(Turn.Speaker speaker) {
    return switch (speaker) {
      case SYSTEM -> Role.SYSTEM;
      case DEVELOPER -> Role.DEVELOPER;
      case USER -> Role.USER;
      case ASSISTANT -> Role.ASSISTANT;
    };
  }

  /// {@return what only a large model can honour}
  private static Set<String> demands(Conversation conversation) {
    Set<String> demands = new HashSet<>();
    for (Map.Entry<Feature, Wish> wish : conversation.wishes().entrySet()) {
      if (asksMuch(wish.getKey(), wish.getValue())) {
        demands.add(wish.getValue().path());
      }
    }
    if (!conversation.tools().isEmpty()) {
      demands.add("tools");
    }
    return demands;
  }

  /// Whether a feature may change what a right answer is.
  private static boolean asksMuch(Feature feature, Wish wish) {
    return switch (feature) {
      case MODEL,
          CONVERSATION,
          STREAM,
          STREAM_USAGE,
          STREAM_OBFUSCATION,
          LATE_INSTRUCTIONS,
          JSON_SCHEMA,
          JSON_OBJECT,
          TOOL_CHOICE,
          SERIAL_TOOLS,
          TEMPERATURE,
          TOP_P,
          TOP_K,
          SEED,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          EFFORT,
          THINKING_ADAPTIVE,
          THINKING_OFF,
          THINKING_DISPLAY,
          ENCRYPTED_REASONING,
          END_USER,
          SAFETY_IDENTIFIER,
          METADATA,
          STORE,
          CACHE_KEY,
          CACHE_RETENTION,
          CACHE_MARK,
          DIAGNOSTICS,
          FILTERS_OFF ->
          false;
      case MAX_TOKENS -> wish.value().asDouble(0) < ChatWire.ENOUGH_TOKENS;
      case SPEAKER_NAME,
          IMAGE_DATA,
          IMAGE_URL,
          IMAGE_DETAIL,
          MEDIA_RESOLUTION,
          AUDIO_DATA,
          FILE_DATA,
          FILE_URL,
          FILE_TEXT,
          STORED_FILE,
          GOOGLE_FILE,
          FILE_NAME,
          CITATIONS,
          THINKING_HISTORY,
          UNSIGNED_THINKING,
          REFUSAL_HISTORY,
          FAILED_TOOL,
          TOOL_IMAGES,
          OTHER_ITEMS,
          TOOLS,
          TOOL_STRICT,
          TOOL_RESULT_SCHEMA,
          ALLOWED_TOOLS,
          OTHER_TOOLS,
          LEGACY_FUNCTIONS,
          TOOL_STREAMING,
          MOST_TOOL_CALLS,
          OTHER_FORMAT,
          STOP,
          CHOICES,
          LOGPROBS,
          TOP_LOGPROBS,
          VERBOSITY,
          AUDIO_ANSWER,
          INCLUDE,
          LOGIT_BIAS,
          // Whoever sets a budget is told thoughts, which students have none of.
          THINKING_BUDGET,
          REASONING_SUMMARY,
          PREDICTION,
          WEB_SEARCH,
          TRUNCATION,
          SERVICE_TIER,
          MODERATION,
          FILTERS,
          GOOGLE_SETTING,
          REGION,
          SPEED,
          SERVER_STATE,
          BACKGROUND ->
          true;
    };
  }
}
