package dev.asterism.server;

import dev.asterism.replay.ServerStarter;
import dev.asterism.replay.ServerUnderTest;
import dev.asterism.replay.StartSettings;
import java.util.Map;

/// Starts a server from a file, whose students read words alone, so that it learns in seconds.
///
/// @param others where the models of its policies are, `small` and `large`
record QuickLearner(String others) implements ServerStarter {

  static final String KEY = "sk-nobody-may-read-this";

  private static final String FILE =
      """
      # Everything that is not set here has its default.
      server:
        body-limit-mb: 20
      providers:
        - name: others
          base-url: OTHERS
          api-key: KEY
          models: [small, large]
        - name: teacher
          base-url: TEACHER
      prices:
        small: {input: 0.15, cached-input: 0.07, output: 0.60}
        large: {input: 5, cached-input: 2.5, output: 20}
        "*": {input: 2.50, cached-input: 1.25, output: 10}
      models:
        small: {context: 32768, parameters-billion: 3, density: 1.6}
        large: {context: 131072, parameters-billion: 400}
      budgets:
        month-usd: 50
      policies:
        - {name: support, kind: cascade, models: [small, large], threshold: 0.8}
        - {name: council, kind: swarm, models: [small], samples: 3, boss: large}
        - {name: proved, kind: cascade, models: [small, large], eps: 0.3, delta: 0.3}
      loop:
        discover: false
        encoder: false
        repeats: 0
        eps: EPS
        delta: DELTA
        seed: SEED
      """;

  /// One without policies that anybody asks.
  QuickLearner() {
    this("http://127.0.0.1:9/v1");
  }

  @Override
  public ServerUnderTest start(StartSettings settings) {
    String file =
        FILE.replace("OTHERS", others)
            .replace("KEY", KEY)
            .replace("TEACHER", settings.providerBaseUrl())
            .replace("EPS", Double.toString(settings.eps()))
            .replace("DELTA", Double.toString(settings.delta()))
            .replace("SEED", Long.toString(settings.seed()));
    ConfigFile.Understood read = ConfigFile.understand("asterism.yaml", file, Map.of());
    Config config = read.config();
    return AsterismServer.start(
        config.at(config.server().at(settings.port()), config.data().in(settings.dataDirectory())),
        read.settings()
            .with(new Setting("data.directory", settings.dataDirectory().toString(), "--data")));
  }
}
