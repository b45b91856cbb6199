package dev.asterism.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.trace.Trace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that may not grow any more, as on a full disk.
final class FullDiskTest {

  private static final long PLENTY = 1_000_000;

  @TempDir private Path directory;

  @Test
  void shedsWhileFullAndStoresAgainAfterwards() throws SQLException {
    try (SqliteStore store =
        SqliteStore.open(directory, StoreSettings.DEFAULT, Duration.ofMillis(100))) {
      store.record(Samples.taught("trace-0001"));
      store.flush();
      store.limitPages(1);
      for (int i = 0; i < 20; i++) {
        store.record(large("large-%04d".formatted(i)));
      }
      store.flush();
      assertThat(store.stored()).isEqualTo(1);
      assertThat(store.shed()).isEqualTo(20);

      store.limitPages(PLENTY);
      store.record(large("large-again"));
      store.flush();
      assertThat(store.stored()).isEqualTo(2);
      assertThat(store.totals().requests()).isEqualTo(2);
    }
  }

  @Test
  void losesNothingWhereTheDiskRecoversInTime() throws Exception {
    try (SqliteStore store =
        SqliteStore.open(directory, StoreSettings.DEFAULT, Duration.ofSeconds(20))) {
      store.limitPages(1);
      store.record(large("large-0001"));
      Thread.sleep(200);
      assertThat(store.stored()).isZero();
      store.limitPages(PLENTY);
      store.flush();
      assertThat(store.stored()).isEqualTo(1);
      assertThat(store.shed()).isZero();
    }
  }

  private static Trace.Recording large(String id) {
    Trace.Recording recording = Samples.taught(id);
    return new Trace.Recording(
        recording.trace(),
        new byte[200_000],
        new byte[200_000],
        recording.tasks(),
        recording.examples());
  }
}
