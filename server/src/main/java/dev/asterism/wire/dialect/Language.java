package dev.asterism.wire.dialect;

import java.util.List;
import java.util.Optional;

/// What a provider understands.
///
/// @param apis in the order of preference, at least one
public record Language(Dialect dialect, List<Api> apis) {

  public static final Language OPENAI = of(Dialect.OPENAI);

  public Language {
    apis = List.copyOf(apis);
    if (apis.isEmpty()) {
      throw new IllegalArgumentException("a provider understands at least one API");
    }
  }

  public static Language of(Dialect dialect) {
    return new Language(dialect, dialect.usual());
  }

  public boolean speaks(Api api) {
    return apis.contains(api);
  }

  /// {@return the API to hold a conversation in; empty where there is none}
  public Optional<Api> conversation() {
    return apis.stream().filter(Api::isConversation).findFirst();
  }
}
