package dev.asterism.server;

import dev.asterism.cost.Price;
import dev.asterism.provider.Resilience;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A provider of every dialect, and a server before it whose models begin with the language that
/// their provider speaks: `chat-big`, `responses-big`, `messages-big`, `generate-big`,
/// `embeddings-big`, `decisions-big`, `system-one-big`; each provider calls its model `big`.
final class EveryDialect implements AutoCloseable {

  private final ProviderOfEveryDialect provider = new ProviderOfEveryDialect();
  private final AsterismServer server;

  EveryDialect(Path data) throws IOException {
    server =
        AsterismServer.start(
            new Config(
                new Config.Server("127.0.0.1", 0),
                new Config.Data(data, Duration.ofDays(1), 1 << 24),
                List.of(
                    upstream("chat", new Language(Dialect.OPENAI, List.of(Api.CHAT))),
                    upstream("responses", new Language(Dialect.OPENAI, List.of(Api.RESPONSES))),
                    upstream("messages", Language.of(Dialect.ANTHROPIC)),
                    upstream("generate", Language.of(Dialect.GEMINI)),
                    upstream("embeddings", new Language(Dialect.OPENAI, List.of(Api.EMBEDDINGS))),
                    upstream("decisions", new Language(Dialect.OPENAI, List.of(Api.DECISIONS))),
                    upstream("system-one", new Language(Dialect.OPENAI, List.of(Api.SYSTEM_ONE)))),
                Map.of("big", new Price(2, 1, 10, 4)),
                FruitOrTool.still()));
  }

  private Config.Upstream upstream(String name, Language language) {
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

  AsterismServer server() {
    return server;
  }

  /// {@return where clients find the provider itself}
  String direct() {
    return provider.root();
  }

  /// {@return where clients find the server}
  String through() {
    return "http://127.0.0.1:" + server.port();
  }

  /// {@return what the provider was asked}
  List<ProviderOfEveryDialect.Asked> asked() {
    return provider.asked();
  }

  /// Forgets what the provider was asked.
  void forget() {
    provider.forget();
  }

  @Override
  public void close() {
    server.close();
    provider.close();
  }
}
