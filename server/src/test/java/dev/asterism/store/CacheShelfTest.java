package dev.asterism.store;

import static dev.asterism.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Usage;
import dev.asterism.stats.Direction;
import dev.asterism.trace.Comparison;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a recording says of a semantic cache, stored with its trace.
class CacheShelfTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;
  @AutoClose private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, new StoreSettings(HOUR, 1L << 30, 10_000, 100_000));
  }

  private static KeptAnswer kept(String trace, Instant until) {
    return new KeptAnswer(
        new TraceId(trace),
        "help",
        "scope",
        2,
        "How?",
        Direction.ofBytes(new byte[] {95, -127}),
        "So.",
        "big",
        new Usage(10, 2, 3, 1),
        until);
  }

  private static Comparison comparison(OptionalDouble threshold) {
    return new Comparison("help", "scope", 2, 0.9375, true, threshold);
  }

  private void record(String trace, Reuse reuse) {
    Trace.Recording of = Samples.taught(trace);
    store.record(
        new Trace.Recording(
            of.trace(), of.request(), of.response(), of.tasks(), of.examples(), List.of(), reuse));
    store.flush();
  }

  private void keep(String trace, Instant until) {
    record(trace, new Reuse(Optional.of(kept(trace, until)), Optional.empty()));
  }

  private void compare(String trace, OptionalDouble threshold) {
    record(trace, new Reuse(Optional.empty(), Optional.of(comparison(threshold))));
  }

  @Test
  void whatWasKeptComesBackAsItWas() {
    keep("trace-0001", NOON.plus(HOUR));
    assertThat(store.keptAnswers(NOON, 10))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(kept("trace-0001", NOON.plus(HOUR)));
  }

  @Test
  void whatIsTooOldIsNotGivenBackAndTheNewestComeFirstWhereThereAreTooMany() {
    keep("trace-0001", NOON);
    keep("trace-0002", NOON.plus(HOUR));
    keep("trace-0003", NOON.plus(HOUR));
    assertThat(store.keptAnswers(NOON, 10)).hasSize(2);
    assertThat(store.keptAnswers(NOON, 1))
        .extracting(one -> one.trace().value())
        .containsExactly("trace-0003");
  }

  @Test
  void comparisonsComeBackInTheirOrder() {
    compare("trace-0001", OptionalDouble.empty());
    compare("trace-0002", OptionalDouble.of(0.92));
    List<StoredComparison> all = store.comparisons(0, 10);
    assertThat(all)
        .extracting(StoredComparison::comparison)
        .containsExactly(comparison(OptionalDouble.empty()), comparison(OptionalDouble.of(0.92)));
    assertThat(store.comparisons(all.getFirst().number(), 10)).containsExactly(all.getLast());
  }

  @Test
  void anAnswerGoesWithItsTraceAndWhatWasProvedStays() {
    keep("trace-0001", NOON.plus(HOUR));
    compare("trace-0002", OptionalDouble.empty());
    assertThat(store.forget(new TraceId("trace-0001"))).isEqualTo(1);
    assertThat(store.forget(new TraceId("trace-0002"))).isEqualTo(1);
    assertThat(store.keptAnswers(NOON, 10)).isEmpty();
    assertThat(store.comparisons(0, 10)).hasSize(1);
  }

  @Test
  void aScopeInWhichNobodyAsksAnyMoreIsForgotten() {
    compare("trace-0001", OptionalDouble.empty());
    store.retain(NOON.plus(HOUR.dividedBy(2)));
    assertThat(store.comparisons(0, 10)).hasSize(1);
    store.retain(NOON.plus(HOUR).plusSeconds(1));
    assertThat(store.comparisons(0, 10)).isEmpty();
  }
}
