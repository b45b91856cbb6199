package dev.asterism.server;

import dev.asterism.cost.Price;
import dev.asterism.provider.Resilience;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Language;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server whose models begin with the language that their provider speaks: `chat-big`,
/// `responses-big`, `messages-big`, `generate-big`, `embeddings-big`, `decisions-big`,
/// `system-one-big`; each provider calls its model `big`.
final class EveryDialect {

  private EveryDialect() {}

  static AsterismServer start(Path data, ProviderOfEveryDialect provider) {
    return AsterismServer.start(
        new Config(
            new Config.Server("127.0.0.1", 0),
            new Config.Data(data, Duration.ofDays(1), 1 << 24),
            List.of(
                upstream("chat", new Language(Dialect.OPENAI, List.of(Api.CHAT)), provider),
                upstream(
                    "responses", new Language(Dialect.OPENAI, List.of(Api.RESPONSES)), provider),
                upstream("messages", Language.of(Dialect.ANTHROPIC), provider),
                upstream("generate", Language.of(Dialect.GEMINI), provider),
                upstream(
                    "embeddings", new Language(Dialect.OPENAI, List.of(Api.EMBEDDINGS)), provider),
                upstream(
                    "decisions", new Language(Dialect.OPENAI, List.of(Api.DECISIONS)), provider),
                upstream(
                    "system-one", new Language(Dialect.OPENAI, List.of(Api.SYSTEM_ONE)), provider)),
            Map.of("big", new Price(2, 1, 10, 4)),
            FruitOrTool.still()));
  }

  private static Config.Upstream upstream(
      String name, Language language, ProviderOfEveryDialect provider) {
    return new Config.Upstream(
        name,
        URI.create(provider.root() + "/v1"),
        Optional.of("sk-" + name),
        List.of("none"),
        Duration.ofSeconds(20),
        language,
        Map.of(name + "-big", "big"),
        Resilience.DEFAULT);
  }
}
