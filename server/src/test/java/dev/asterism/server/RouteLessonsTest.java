package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.perform.Experience;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteLessonsTest {

  private static final String POLICIES =
      """
      policies:
        - {name: support, kind: route, models: [small, odd, big]}
        - {name: busy, kind: cascade, models: [small, judge], judge: learnt}
        - {name: busier, kind: cascade, models: [odd, other, big], judge: learnt}
      """;

  @TempDir private Path directory;
  @AutoClose private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, StoreSettings.DEFAULT);
  }

  private Map<String, Experience.Expected> learnt(RouteLessons lessons) {
    store.flush();
    LearntExperience experience = new LearntExperience();
    lessons.learn(store, List.of(), experience);
    return experience.chances("big", List.of("small", "odd"), "which of them?");
  }

  private static RouteLessons lessons() {
    return RouteLessons.of(ConfigFile.parse("a.yaml", POLICIES, Map.of()).policies()).getFirst();
  }

  @Test
  void whatIsProbedForOthersPushesNothingOutNeitherAtOnceNorAtARestart() {
    RecordedProbes probes = new RecordedProbes(store);
    RouteLessons running = lessons();
    for (int i = 0; i < 30; i++) {
      probes.record("big", "small", "item " + i, i % 3 > 0);
    }
    assertThat(learnt(running).get("small")).extracting(it -> it.outcomes()).isEqualTo(30);
    for (int i = 0; i < 310; i++) {
      probes.record("judge", "small", "item " + i, false);
      probes.record("big", i % 2 == 0 ? "odd" : "other", "item " + i, false);
    }
    Map<String, Experience.Expected> now = learnt(running);
    assertThat(now.get("small")).extracting(it -> it.outcomes()).isEqualTo(30);
    assertThat(now.get("odd")).extracting(it -> it.outcomes()).isEqualTo(155);
    assertThat(learnt(lessons())).isEqualTo(now);
  }

  @Test
  void theNewestOutcomesOfEachModelCount() {
    RecordedProbes probes = new RecordedProbes(store);
    RouteLessons running = lessons();
    for (int i = 0; i < 310; i++) {
      probes.record("big", "small", "item " + i, i >= 10);
    }
    Map<String, Experience.Expected> now = learnt(running);
    assertThat(now.get("small")).isEqualTo(new Experience.Expected(0.995, 300));
    assertThat(learnt(lessons())).isEqualTo(now);
  }
}
