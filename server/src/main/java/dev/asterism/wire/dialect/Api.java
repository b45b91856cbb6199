package dev.asterism.wire.dialect;

import java.util.Arrays;
import java.util.Optional;

/// One endpoint's language: what a client may ask in, and what a provider may understand.
public enum Api {
  CHAT("/chat/completions"),
  RESPONSES("/responses"),
  MESSAGES("/messages"),
  COUNT_TOKENS("/messages/count_tokens"),
  DECISIONS("/decisions"),
  SYSTEM_ONE("/systemone"),
  EMBEDDINGS("/embeddings"),
  COMPLETIONS("/completions"),
  MODERATIONS("/moderations"),
  /// Gemini's `generateContent` and `streamGenerateContent`; its path holds the model.
  GENERATE(""),
  /// Gemini's `batchEmbedContents`; its path holds the model.
  EMBED("");

  private final String path;

  Api(String path) {
    this.path = path;
  }

  /// {@return the path below the version, such as `/chat/completions`; empty where it depends on
  /// the model}
  public String path() {
    return path;
  }

  /// {@return the language of a path below the version; empty for one that has none}
  public static Optional<Api> at(String path) {
    return Arrays.stream(values())
        .filter(api -> !api.path.isEmpty() && api.path.equals(path))
        .findFirst();
  }

  /// {@return whether it carries conversations, which can be translated into one another}
  boolean isConversation() {
    return switch (this) {
      case CHAT, RESPONSES, MESSAGES, GENERATE -> true;
      case COUNT_TOKENS, DECISIONS, SYSTEM_ONE, EMBEDDINGS, COMPLETIONS, MODERATIONS, EMBED ->
          false;
    };
  }

  /// {@return in whose form errors are told}
  public Dialect dialect() {
    return switch (this) {
      case MESSAGES, COUNT_TOKENS -> Dialect.ANTHROPIC;
      case GENERATE, EMBED -> Dialect.GEMINI;
      case CHAT, RESPONSES, DECISIONS, SYSTEM_ONE, EMBEDDINGS, COMPLETIONS, MODERATIONS ->
          Dialect.OPENAI;
    };
  }
}
