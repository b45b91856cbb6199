package dev.asterism.wire.dialect;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

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
  /// Gemini's `generateContent` and `streamGenerateContent`; a star stands for the model, which is
  /// in the path.
  GENERATE("/models/*:generateContent"),
  /// Gemini's `countTokens`.
  COUNT_CONTENT("/models/*:countTokens"),
  /// Gemini's `batchEmbedContents`; its path holds the model.
  EMBED("");

  private static final Pattern VERSION = Pattern.compile("^/v1(?:beta(?=/))?");

  private final String path;

  Api(String path) {
    this.path = path;
  }

  /// {@return the path below the version, such as `/chat/completions`; empty for what no client
  /// asks in}
  public String path() {
    return path;
  }

  /// {@return the whole path, as requests are recorded under it, such as `/v1/chat/completions`}
  public String endpoint() {
    return (dialect() == Dialect.GEMINI ? "/v1beta" : "/v1") + path;
  }

  /// {@return an endpoint's path below its version}
  public static String below(String endpoint) {
    return VERSION.matcher(endpoint).replaceFirst("");
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
      case COUNT_TOKENS,
          COUNT_CONTENT,
          DECISIONS,
          SYSTEM_ONE,
          EMBEDDINGS,
          COMPLETIONS,
          MODERATIONS,
          EMBED ->
          false;
    };
  }

  /// {@return whether it asks how many tokens a conversation has}
  public boolean counts() {
    return this == COUNT_TOKENS || this == COUNT_CONTENT;
  }

  /// {@return whether the model and the manner of the answer stand in the path}
  public boolean asksByPath() {
    return this == GENERATE || this == COUNT_CONTENT;
  }

  /// {@return in whose form errors are told}
  public Dialect dialect() {
    return switch (this) {
      case MESSAGES, COUNT_TOKENS -> Dialect.ANTHROPIC;
      case GENERATE, COUNT_CONTENT, EMBED -> Dialect.GEMINI;
      case CHAT, RESPONSES, DECISIONS, SYSTEM_ONE, EMBEDDINGS, COMPLETIONS, MODERATIONS ->
          Dialect.OPENAI;
    };
  }
}
