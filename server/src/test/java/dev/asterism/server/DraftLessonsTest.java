package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.perform.Scoring;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.trace.Draft;
import dev.asterism.trace.TraceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftLessonsTest {

  private static final String POLICIES =
      """
      policies:
        - {name: proved, kind: cascade, models: [small, big], judge: learnt, eps: 0.05}
        - {name: going, kind: cascade, models: [small, big], judge: learnt, threshold: 0.9}
      """;

  private static final String QUESTION = "add 7 and 1007";

  @TempDir private Path directory;
  @AutoClose private SqliteStore store;
  private RecordedProbes probes;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, StoreSettings.DEFAULT);
    probes = new RecordedProbes(store);
  }

  /// {@return what judges have learnt when a server was started on what is stored}
  private LearntExperience learnt() {
    store.flush();
    LearntExperience experience = new LearntExperience();
    DraftLessons.of(ConfigFile.parse("a.yaml", POLICIES, Map.of()).policies())
        .forEach(one -> one.learn(store, experience));
    return experience;
  }

  private static Optional<Scoring> scoring(LearntExperience experience, String policy) {
    return experience.scoring(policy, QUESTION);
  }

  private static double judged(Scoring scoring) {
    return scoring.quality("small", Map.of("small", new Draft("1014", OptionalDouble.of(0.8))));
  }

  private TraceId probe(int place) {
    return probes.record(
        "big",
        "small",
        (place % 2 == 0 ? "add 7 and " : "divide by 7 the ") + place,
        place % 2 == 0);
  }

  private void forgetByAge() {
    store.retain(RecordedProbes.NOON.plus(Duration.ofDays(31)));
  }

  @Test
  void aJudgeThatLearnsNoMoreOutlivesTheProbesThatItLearntFrom() throws Exception {
    for (int place = 0; place < 130; place++) {
      var _ = probe(place);
    }
    Scoring before = scoring(learnt(), "proved").orElseThrow();
    assertThat(before.knows("small")).isTrue();
    forgetByAge();
    LearntExperience restarted = learnt();
    assertThat(scoring(restarted, "going")).isEmpty();
    Scoring after = scoring(restarted, "proved").orElseThrow();
    assertThat(after.lessons()).isEqualTo(before.lessons()).startsWith("learner 1: 1 2 3 ");
    assertThat(judged(after)).isEqualTo(judged(before));
    assertThat(restarted.drafts("proved").getFirst().probes()).isEqualTo(100);
  }

  @Test
  void fewerProbesTeachItNothingAndAreForgottenAsEver() {
    for (int place = 0; place < 99; place++) {
      var _ = probe(place);
    }
    assertThat(scoring(learnt(), "proved")).isEmpty();
    assertThat(scoring(learnt(), "going")).isPresent();
    forgetByAge();
    var _ = probe(99);
    assertThat(scoring(learnt(), "proved")).isEmpty();
  }

  @Test
  void whoIsNeverProbedAndWasNotBeforeIsNamed() {
    String yaml =
        """
        policies:
          - {name: exploring, kind: cascade, models: [small, other, big], judge: learnt}
          - {name: sharing, kind: cascade, models: [small, big], judge: learnt, explore: 0}
          - {name: alone, kind: cascade, models: [small, judge], judge: learnt, explore: 0}
          - {name: known, kind: cascade, models: [small, third], judge: learnt, explore: 0}
        """;
    var _ = probes.record("third", "small", "which?", true);
    store.flush();
    assertThat(Unexplored.of(ConfigFile.parse("a.yaml", yaml, Map.of()).policies(), store))
        .containsExactly("alone");
  }

  @Test
  void whatAPersonTakesOutIsLearntFromNoMore() {
    TraceId first = probe(0);
    for (int place = 1; place < 110; place++) {
      var _ = probe(place);
    }
    assertThat(scoring(learnt(), "proved").orElseThrow().lessons()).startsWith("learner 1: 1 2 ");
    assertThat(store.forget(first)).isOne();
    assertThat(scoring(learnt(), "proved").orElseThrow().lessons()).startsWith("learner 1: 2 3 ");
  }
}
