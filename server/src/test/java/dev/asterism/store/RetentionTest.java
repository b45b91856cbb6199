package dev.asterism.store;

import static dev.asterism.store.Samples.NOON;
import static dev.asterism.store.Samples.SPAM;
import static dev.asterism.store.Samples.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.trace.Example;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces of two days, and traces that are too many.
final class RetentionTest {

  @TempDir private Path directory;

  @Test
  void forgetsByAgeButKeepsTheLedger() {
    StoreSettings settings = new StoreSettings(Duration.ofDays(1), 1_000_000_000, 1_000, 1_000);
    try (SqliteStore store = SqliteStore.open(directory, settings)) {
      Instant yesterday = NOON.minus(Duration.ofHours(25));
      for (int i = 0; i < 450; i++) {
        store.record(Samples.taught("old-%05d".formatted(i), yesterday, Optional.of(SPAM)));
      }
      store.record(Samples.taught("old-unlabelled", yesterday, Optional.empty()));
      store.record(Samples.taught("new-00001"));
      store.retain(NOON);

      assertThat(store.find(TraceFilter.ALL, Long.MAX_VALUE, 10).traces()).hasSize(1);
      assertThat(store.trace(new TraceId("old-00001"))).isEmpty();
      assertThat(store.newest(TASK_ID, 1_000)).hasSize(1);
      var seen = store.task(TASK_ID).orElseThrow();
      assertThat(seen.sightings()).isEqualTo(452);
      assertThat(seen.labelled()).isEqualTo(1);
      assertThat(seen.unlabelled()).isZero();
      assertThat(store.totals().requests()).isEqualTo(452);
      assertThat(store.totals(TASK_ID).requests()).isEqualTo(452);
    }
  }

  @Test
  void neverUsesASequenceNumberTwice() {
    StoreSettings settings = new StoreSettings(Duration.ofDays(1), 1_000_000_000, 1_000, 1_000);
    try (SqliteStore store = SqliteStore.open(directory, settings)) {
      store.record(Samples.taught("old-00001"));
      store.retain(NOON.plus(Duration.ofDays(2)));
      assertThat(store.tasks()).isEmpty();
      store.record(Samples.taught("new-00001"));
      store.flush();
      assertThat(store.examples(TASK_ID, 0, 10)).extracting(Example::sequence).containsExactly(2L);
    }
  }

  @Test
  void forgetsTheOldestWhereThereIsTooMuchAndGivesTheSpaceBack() throws Exception {
    int limit = 5_000_000;
    StoreSettings settings = new StoreSettings(Duration.ofDays(1), limit, 10_000, 100_000);
    try (SqliteStore store = SqliteStore.open(directory, settings)) {
      for (int i = 0; i < 1_000; i++) {
        store.record(large("trace-%05d".formatted(i)));
        if (i % 100 == 0) {
          store.flush();
        }
      }
      store.retain(NOON);
      assertThat(store.shed()).isZero();
      assertThat(store.find(TraceFilter.ALL, Long.MAX_VALUE, 1_000).traces())
          .hasSizeBetween(100, 500);
      assertThat(store.trace(new TraceId("trace-00000"))).isEmpty();
      assertThat(store.trace(new TraceId("trace-00999"))).isPresent();
    }
    assertThat(bytes()).isLessThan(limit + 100_000);
  }

  private long bytes() throws IOException, SQLException {
    try (var connection =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("asterism.db"))) {
      Sql.first(connection, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
    }
    return Files.size(directory.resolve("asterism.db"));
  }

  private static Trace.Recording large(String id) {
    Trace.Recording recording = Samples.taught(id);
    return new Trace.Recording(
        recording.trace(),
        new byte[10_000],
        new byte[5_000],
        recording.tasks(),
        recording.examples());
  }
}
