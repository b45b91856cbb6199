package dev.asterism.server;

import dev.asterism.cost.Price;
import dev.asterism.replay.ServerStarter;
import dev.asterism.replay.ServerUnderTest;
import dev.asterism.replay.StartSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Starts a server whose students read words alone, so that it learns in seconds, and which knows
/// where its settings came from.
final class QuickLearner implements ServerStarter {

  private static final Price PRICE = new Price(2.5, 1.25, 10);

  private static final String FILE =
      """
      server:
        body-limit-mb: 20
      providers:
        - name: teacher
          base-url: http://user:hunter2@127.0.0.1/v1
          api-key: sk-nobody-may-read-this
      loop:
        eps: 0.05
      """;

  @Override
  public ServerUnderTest start(StartSettings settings) {
    SettingsReport report =
        ConfigFile.understand("asterism.yaml", FILE, Map.of())
            .settings()
            .with(new Setting("data.directory", settings.dataDirectory().toString(), "--data"));
    return AsterismServer.start(config(settings), report);
  }

  private static Config config(StartSettings settings) {
    return new Config(
        new Config.Server("127.0.0.1", settings.port()),
        new Config.Data(
            settings.dataDirectory(),
            Config.Data.DEFAULT.retentionAge(),
            Config.Data.DEFAULT.retentionBytes()),
        List.of(
            new Config.Upstream(
                "teacher",
                URI.create(settings.providerBaseUrl()),
                Optional.empty(),
                List.of(),
                Config.Upstream.DEFAULT_TIMEOUT)),
        Map.of("*", PRICE),
        new Config.Loop(
            true,
            false,
            Config.Promotion.MANUAL,
            settings.eps(),
            OptionalDouble.empty(),
            settings.delta(),
            0,
            Optional.empty(),
            false,
            Config.Loop.DEFAULT.studentsMemory(),
            settings.seed()));
  }
}
