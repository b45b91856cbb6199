package dev.asterism.server;

import dev.asterism.cost.Price;
import dev.asterism.replay.ServerStarter;
import dev.asterism.replay.ServerUnderTest;
import dev.asterism.replay.StartSettings;
import dev.asterism.train.StudentBudget;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Starts the same server that `serve` starts, with the settings of a replay or a demo.
final class ReplayServer implements ServerStarter {

  private static final String TEACHER = "*";

  /// GPT-4o's list price: what a replayed or simulated teacher is said to cost.
  private static final Price PRICE = new Price(2.5, 1.25, 10);

  @Override
  public ServerUnderTest start(StartSettings settings) {
    Config config =
        new Config(
            new Config.Server("127.0.0.1", settings.port()),
            Config.Data.DEFAULT.in(settings.dataDirectory()),
            List.of(
                new Config.Upstream(
                    "teacher",
                    URI.create(settings.providerBaseUrl()),
                    Optional.empty(),
                    List.of(),
                    Config.Upstream.DEFAULT_TIMEOUT)),
            Map.of(TEACHER, PRICE),
            new Config.Loop(
                true,
                true,
                settings.automaticPromotion()
                    ? Config.Promotion.AUTOMATIC
                    : Config.Promotion.MANUAL,
                settings.eps(),
                OptionalDouble.empty(),
                settings.delta(),
                // A recording agrees with itself.
                0,
                Optional.empty(),
                true,
                Config.Loop.DEFAULT.sizeTolerance(),
                Config.Loop.DEFAULT.studentsMemory(),
                StudentBudget.GENEROUS,
                settings.seed()));
    return AsterismServer.start(config);
  }
}
