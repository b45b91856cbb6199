package dev.asterism.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulationTest {

  private static final Path DATA =
      Path.of(Optional.ofNullable(System.getenv("ASTERISM_DATA")).orElse("/absent"), "outcomes");

  @TempDir private Path folder;

  @Test
  void aRouterThatReadsQuestionsBeatsChance() throws IOException {
    JsonNode report = report(Kind.route, world(), List.of("small", "large"));
    assertThat(report.path("apgr").asDouble()).isGreaterThan(0.7);
    assertThat(report.path("oracle").path("quality").asDouble())
        .isGreaterThanOrEqualTo(report.path("quality").asDouble());
    assertThat(report.path("cost_usd").asDouble())
        .isLessThan(report.path("baselines").path("best_single").path("cost_usd").asDouble());
  }

  @Test
  void aCascadeKeepsWhatItsVotersAgreeOn() throws IOException {
    JsonNode report = report(Kind.swarm, world(), List.of("small", "other", "large"));
    assertThat(report.path("strong_share").asDouble()).isLessThan(0.7);
    double strong = report.path("baselines").path("strong").path("quality").asDouble();
    assertThat(report.path("quality").asDouble()).isGreaterThan(strong - 0.03);
    JsonNode both = report.path("baselines").path("vote_2");
    assertThat(both.path("strong_share").asDouble()).isBetween(0.3, 0.7);
    assertThat(both.path("policy_there").asDouble())
        .isGreaterThan(both.path("quality").asDouble() - 0.03);
  }

  @Test
  void aSearchAsksWhoeverIsWorthItAndBeatsChance() throws IOException {
    JsonNode report = report(Kind.search, world(), List.of("small", "other", "large"));
    JsonNode single = report.path("baselines").path("best_single");
    assertThat(report.path("quality").asDouble())
        .isGreaterThan(single.path("quality").asDouble() - 0.03);
    assertThat(report.path("cost_usd").asDouble())
        .isLessThan(0.7 * single.path("cost_usd").asDouble());
    assertThat(report.path("apgr").asDouble()).isGreaterThan(0.7);
    assertThat(report.has("calibrated")).isFalse();
  }

  /// Where small models are the better ones on some questions, no setting of a search is as bad as
  /// the strong model alone, which is what is wanted.
  @Test
  void aSearchBuysNoMoreThanTheStrongModelAloneBrings() throws IOException {
    SplittableRandom random = new SplittableRandom(41);
    List<String> lines = new ArrayList<>();
    List<String> kinds = List.of("greet", "count", "spell", "weigh", "prove", "integrate");
    for (int i = 0; i < 400; i++) {
      int kind = random.nextInt(kinds.size());
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"%d\",\"prompt\":\"please %s %d\",\"models\":{%s,%s}}",
              i,
              kinds.get(kind),
              random.nextInt(1_000),
              outcome("small", 0.97 - 0.12 * kind, 0.001, random),
              outcome("large", 0.78, 0.02, random)));
    }
    Path file = folder.resolve("kinds.jsonl");
    Files.write(file, lines);
    JsonNode report = report(Kind.search, file, List.of("small", "large"));
    JsonNode single = report.path("baselines").path("best_single");
    assertThat(report.path("quality").asDouble())
        .isGreaterThan(single.path("quality").asDouble() - 0.03);
    assertThat(report.path("cost_usd").asDouble())
        .isLessThan(0.33 * single.path("cost_usd").asDouble());
  }

  @Test
  void aBudgetIsKeptToAndBuysQuality() throws IOException {
    List<String> models = List.of("small", "other", "large");
    Path file = world();
    double before = 0;
    for (double budget : new double[] {0.004, 0.008, 0.016}) {
      SimulationSettings usual = settings(Kind.swarm, file, models);
      SimulationSettings within =
          new SimulationSettings(
              usual.outcomes(),
              usual.kind(),
              usual.models(),
              usual.trainShare(),
              usual.trainLabels(),
              usual.within(),
              OptionalDouble.of(budget),
              usual.eps(),
              usual.verified(),
              usual.seed(),
              usual.seeds());
      JsonNode report =
          new JsonMapper()
              .readTree(new Simulation(within, Optional.empty(), (_, _, _) -> {}).run().json());
      // The questions judged are others than those on which the budget was kept.
      assertThat(report.path("cost_usd").asDouble()).isLessThan(1.3 * budget);
      assertThat(report.path("quality").asDouble()).isGreaterThan(before);
      before = report.path("quality").asDouble();
    }
  }

  @Test
  void theSameSeedTellsTheSame() throws IOException {
    Path file = world();
    List<String> models = List.of("small", "other", "large");
    assertThat(report(Kind.cascade, file, models)).isEqualTo(report(Kind.cascade, file, models));
  }

  @Test
  void oneModelTakingAnothersPlaceRaisesTheAlarm() throws IOException {
    JsonNode report = report(Kind.drift, world(), List.of("large", "small"));
    assertThat(report.path("alarm").asDouble()).isEqualTo(1);
    assertThat(report.path("control").path("alarm").asDouble()).isZero();
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Path file = folder.resolve("outcomes.jsonl");
    Files.writeString(file, "{\"models\":{\"a\":{\"correct\":1}}}\n{\"models\":{\"a\":{}}}\n");
    assertThatExceptionOfType(BadOutcomes.class)
        .isThrownBy(() -> report(Kind.route, file, List.of()))
        .withMessageContaining(":2:")
        .withMessageContaining("\"correct\" of a is not a number from 0 to 1");
  }

  @Test
  void anUnknownModelIsNamedBesideThoseThereAre() throws IOException {
    Path file = world();
    assertThatExceptionOfType(BadOutcomes.class)
        .isThrownBy(() -> report(Kind.route, file, List.of("small", "huge")))
        .withMessageContaining("'huge' has no outcome")
        .withMessageContaining("large, other, small");
  }

  @Test
  void theTableAndThePlotFitAPage() throws IOException {
    SimulationReport report =
        new Simulation(
                settings(Kind.route, world(), List.of("small", "large")),
                Optional.empty(),
                (_, _, _) -> {})
            .run();
    assertThat(report.table().lines().mapToInt(String::length).max().orElse(0))
        .isLessThanOrEqualTo(80);
    assertThat(report.plot()).contains("<polyline", "oracle", "quality").endsWith("</svg>\n");
  }

  @Test
  void marchToJuneIsNoticedOnRealRecords() {
    Path file = DATA.resolve("llmdrift_a/outcomes.jsonl");
    assumeTrue(
        Files.exists(file), "set ASTERISM_DATA to the folder that holds outcomes/llmdrift_a");
    JsonNode report = report(Kind.drift, file, List.of("gpt-4-0314", "gpt-4-0613"));
    assertThat(report.path("alarm").asDouble()).isEqualTo(1);
    assertThat(report.path("control").path("alarm").asDouble()).isZero();
  }

  private static JsonNode report(Kind kind, Path file, List<String> models) {
    SimulationReport report =
        new Simulation(settings(kind, file, models), Optional.empty(), (_, _, _) -> {}).run();
    return new JsonMapper().readTree(report.json());
  }

  private static SimulationSettings settings(Kind kind, Path file, List<String> models) {
    return new SimulationSettings(
        file,
        kind,
        models,
        0.5,
        OptionalInt.empty(),
        0.01,
        OptionalDouble.empty(),
        0.1,
        false,
        1,
        2);
  }

  /// Hard words defeat the small models; they agree mostly where they are right.
  private Path world() throws IOException {
    SplittableRandom random = new SplittableRandom(37);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      boolean hard = random.nextBoolean();
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"%d\",\"prompt\":\"please %s number %d\",\"models\":{%s,%s,%s}}",
              i,
              hard ? "integrate" : "greet",
              random.nextInt(1_000),
              outcome("small", hard ? 0.2 : 0.9, 0.001, random),
              outcome("other", hard ? 0.2 : 0.9, 0.001, random),
              outcome("large", 0.92, 0.02, random)));
    }
    Path file = folder.resolve("world.jsonl");
    Files.write(file, lines);
    return file;
  }

  private static String outcome(String model, double chance, double cost, SplittableRandom random) {
    boolean right = random.nextDouble() < chance;
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"correct\":%d,\"cost_usd\":%.4f,\"answer\":\"%s\"}",
        model,
        right ? 1 : 0,
        cost,
        right ? "right" : "wrong " + random.nextInt(9));
  }
}
