package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.cost.Price;
import dev.asterism.provider.Circuit;
import dev.asterism.provider.Retries;
import dev.asterism.server.Config.Promotion;
import dev.asterism.telemetry.OtlpSettings;
import dev.asterism.train.StudentBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConfigFileTest {

  @Test
  void anEmptyFileMeansTheDefaults() {
    assertThat(parse("")).isEqualTo(Config.fromEnvironment(Map.of()));
  }

  @Test
  void thePrintedExampleSaysTheDefaults() throws IOException {
    try (InputStream example =
        Objects.requireNonNull(ConfigFile.class.getResourceAsStream("example.yaml"))) {
      assertThat(parse(new String(example.readAllBytes(), StandardCharsets.UTF_8)))
          .isEqualTo(Config.fromEnvironment(Map.of()));
    }
  }

  @Test
  void telemetryIsOffWithoutAnEndpointAndItsHeadersStayOutOfLogs() {
    assertThat(parse("telemetry:\n  service: mine\n").otlp()).isEmpty();
    OtlpSettings otlp =
        parse(
                "telemetry:\n  otlp-endpoint: http://127.0.0.1:4318/\n"
                    + "  otlp-headers: {authorization: Bearer secret}\n")
            .otlp()
            .orElseThrow();
    assertThat(otlp.endpoint().toString()).isEqualTo("http://127.0.0.1:4318");
    assertThat(otlp.headers()).containsEntry("authorization", "Bearer secret");
    assertThat(otlp.toString()).doesNotContain("secret");
  }

  @Test
  void anUnknownKeyIsToldWithItsLineAndTheNearestKnownOne() {
    refuses(
        "loop:\n  eps: 0.02\n  promotoin: manual\n",
        "asterism.yaml:3: loop.promotoin",
        "promotion");
  }

  @Test
  void aNumberOutOfRangeIsToldWithItsLineAndItsRange() {
    refuses("server:\n  port: 99999\n", "asterism.yaml:2: server.port", "from 0 to 65535");
    refuses(
        "loop:\n  size-tolerance: 2\n", "asterism.yaml:2: loop.size-tolerance", "from 0 to 0.5");
  }

  @Test
  void whatAStudentMayTakeIsReadAndHeldToItsRange() {
    StudentBudget budget =
        parse("loop:\n  student-max-kb: 64\n  student-max-ms: 0.5\n").loop().budget();
    assertThat(budget).isEqualTo(new StudentBudget(65_536, 0.5));
    refuses("loop:\n  student-max-kb: 0\n", "asterism.yaml:2: loop.student-max-kb", "from 1 to");
    refuses("loop:\n  student-max-ms: 0\n", "asterism.yaml:2: loop.student-max-ms", "from 0.001");
    refuses("loop:\n  student-max-ms: soon\n", "loop.student-max-ms", "expected a number");
  }

  @Test
  void studentsThatMemoryHasNoRoomForAreRefusedWithWhatThereIsRoomFor() {
    refuses(
        "loop:\n  students-memory-mb: 64\n",
        "asterism.yaml:2: loop.students-memory-mb",
        "has room for one of 8192 KB at most, not 16384");
    refuses(
        "loop:\n  student-max-kb: 1025\n  students-memory-mb: 8\n",
        "asterism.yaml:2: loop.student-max-kb",
        "students-memory-mb (8) has room for one of 1024 KB at most, not 1025");
    assertThat(parse("loop: {student-max-kb: 1024, students-memory-mb: 8}\n").loop().budget())
        .isEqualTo(new StudentBudget(1 << 20, StudentBudget.GENEROUS.millis()));
  }

  @Test
  void aRiskThatNoProofCouldShowIsRefusedWithTheLeastThatCanBeShown() {
    refuses("loop:\n  eps: 0.0002\n", "asterism.yaml:2: loop.eps", "expected 0.0003 or more");
    refuses("loop:\n  eps: 0.0003\n  delta: 0.000001\n", "loop.eps", "expected 0.0008 or more");
    refuses(
        "loop:\n  eps: 0.0003\n  delta: 0.02\n  label-eps: 0.1\n",
        "loop.eps",
        "expected 0.0004 or more");
    assertThat(parse("loop:\n  eps: 0.0003\n").loop().eps()).isEqualTo(0.0003);
  }

  /// Three walks divide what an attempt has of delta.
  @Test
  void soAreThoseOfACascadesThresholdAndOfASemanticCache() {
    String policy = "policies:\n  - name: x\n    models: [a, b]\n";
    refuses(
        policy + "    eps: 0.0001\n", "asterism.yaml:4: policies.0.eps", "expected 0.0004 or more");
    refuses(
        policy + "    cache: semantic\n    cache-eps: 0.0001\n",
        "asterism.yaml:5: policies.0.cache-eps",
        "expected 0.0004 or more");
    assertThat(parse(policy + "    eps: 0.0004\n").policies()).hasSize(1);
  }

  @Test
  void aWordThatIsNoChoiceIsToldWithTheChoices() {
    refuses("loop:\n  promotion: auto\n", "asterism.yaml:2: loop.promotion", "manual, automatic");
  }

  @Test
  void aTextThatIsNoUrlIsTold() {
    refuses(
        "providers:\n  - name: a\n    base-url: nowhere\n",
        "asterism.yaml:3: providers.0.base-url",
        "https://");
  }

  @Test
  void aMissingKeyVariableIsTold() {
    refuses(
        "providers:\n  - name: a\n    base-url: https://a.example/v1\n    api-key-env: NOPE\n",
        "asterism.yaml:4",
        "NOPE");
  }

  @Test
  void brokenYamlIsToldWithItsLine() {
    refuses("loop:\n  eps: [0.02\n", "asterism.yaml:", "not YAML");
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThatThrownBy(() -> ConfigFile.read(Path.of("nowhere.yaml"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config example");
  }

  @Test
  void theEnvironmentAloneMakesAProvider() {
    Config config = Config.fromEnvironment(Map.of("OPENAI_API_KEY", "sk-secret"));
    assertThat(config.providers()).hasSize(1);
    assertThat(config.toString()).doesNotContain("sk-secret");
  }

  @Test
  void valuesAreRead() {
    Config config =
        parse(
            """
            server: {port: 9000}
            prices:
              my-model: {input: 1.5, output: 2}
            loop: {promotion: automatic, eps: 0.05}
            """);
    assertThat(config.server().port()).isEqualTo(9000);
    assertThat(config.loop().promotion()).isEqualTo(Promotion.AUTOMATIC);
    assertThat(config.prices()).containsEntry("my-model", new Price(1.5, 1.5, 2));
  }

  @Test
  void aProvidersBaseUrlsAndKeysAreAllItsEndpoints() {
    Config config =
        ConfigFile.parse(
            "asterism.yaml",
            """
            providers:
              - name: several
                base-urls: [https://a.example/v1, https://b.example/v1]
                api-key-envs: [FIRST, SECOND]
                retries: {most: 1, first-pause-ms: 50}
                circuit: {calls: 8, failing: 0.25, pause-seconds: 3}
            """,
            Map.of("FIRST", "sk-1", "SECOND", "sk-2"));
    Config.Upstream several = config.providers().getFirst();
    assertThat(several.baseUrl()).hasToString("https://a.example/v1");
    assertThat(several.resilience().others()).hasSize(3);
    assertThat(several.resilience().retries())
        .isEqualTo(new Retries(1, Duration.ofMillis(50), Duration.ofSeconds(5)));
    assertThat(several.resilience().breaking())
        .isEqualTo(new Circuit.Settings(8, 4, 0.25, Duration.ofSeconds(3)));
    assertThat(config.toString()).doesNotContain("sk-1", "sk-2");
  }

  private static Config parse(String yaml) {
    return ConfigFile.parse("asterism.yaml", yaml, Map.of());
  }

  private static void refuses(String yaml, String... parts) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(parts);
  }
}
