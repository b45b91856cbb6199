package dev.asterism.wire.dialect;

import java.util.List;

/// Whose manner of speaking a provider or a client has: paths, credentials, errors.
public enum Dialect {
  OPENAI,
  ANTHROPIC,
  GEMINI;

  /// {@return what providers of this dialect serve unless the configuration says otherwise}
  public List<Api> usual() {
    return switch (this) {
      case OPENAI ->
          List.of(
              Api.CHAT,
              Api.RESPONSES,
              Api.DECISIONS,
              Api.EMBEDDINGS,
              Api.COMPLETIONS,
              Api.MODERATIONS);
      case ANTHROPIC -> List.of(Api.MESSAGES, Api.COUNT_TOKENS);
      case GEMINI -> List.of(Api.GENERATE, Api.COUNT_CONTENT, Api.EMBED);
    };
  }
}
