package dev.asterism.server;

import dev.asterism.cost.Price;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Configurations of servers before a single provider, which serves every model.
final class OneProvider {

  private OneProvider() {}

  static Config.Upstream at(String url) {
    return new Config.Upstream(
        "fake", URI.create(url), Optional.empty(), List.of(), Duration.ofSeconds(20));
  }

  /// {@return where a server keeps little, for a day}
  static Config.Data data(Path directory) {
    return new Config.Data(directory, Duration.ofDays(1), 1 << 26);
  }

  static Config config(String url, Path directory, Map<String, Price> prices, Config.Loop loop) {
    return new Config(
        new Config.Server("127.0.0.1", 0), data(directory), List.of(at(url)), prices, loop);
  }
}
