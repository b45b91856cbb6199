package dev.asterism.store;

import static dev.asterism.store.Samples.HAM;
import static dev.asterism.store.Samples.NOON;
import static dev.asterism.store.Samples.SPAM;
import static dev.asterism.store.Samples.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sums that are kept in step with the ledger, held against the ledger summed anew.
final class SumsOfTheLedgerTest {

  private static final String SUMS =
      "sum(requests) || ' ' || sum(cost) || ' ' || sum(would_have_cost) || ' '"
          + " || sum(by_student) || ' ' || sum(errors)";

  @TempDir private Path directory;

  @Test
  void ofAStoreThatAnEarlierVersionMade() throws SQLException {
    Path database = directory.resolve("asterism.db");
    Flyway.configure()
        .loggers(Silence.class.getName())
        .dataSource("jdbc:sqlite:" + database, null, null)
        .locations("classpath:dev/asterism/store/migrations")
        .target("16")
        .load()
        .migrate();
    SplittableRandom random = new SplittableRandom(7);
    try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      for (int row = 0; row < 200; row++) {
        Sql.update(
            open,
            "INSERT INTO ledger_hour VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            random.nextBoolean() ? "" : TASK_ID.value(),
            3_600L * random.nextInt(20),
            random.nextBoolean() ? "big" : "small",
            random.nextBoolean() ? "ANSWER" : "AUDIT",
            random.nextInt(100),
            random.nextInt(100),
            random.nextInt(100),
            random.nextInt(100),
            random.nextInt(100));
      }
    }
    SqliteStore.open(directory, StoreSettings.DEFAULT).close();
    agree(8);
  }

  @Test
  void ofWhatIsRecordedAuditedAndForgotten() throws SQLException {
    try (SqliteStore store = SqliteStore.open(directory, StoreSettings.DEFAULT)) {
      for (int i = 0; i < 60; i++) {
        store.record(Samples.taught("taught-%04d".formatted(i), at(i), Optional.of(SPAM)));
        store.record(Samples.answered("answer-%04d".formatted(i), HAM));
        store.record(
            Samples.audit("audit-%04d".formatted(i), "answer-%04d".formatted(i), HAM, HAM));
        store.flush();
      }
    }
    agree(6);
    try (SqliteStore store = SqliteStore.open(directory, StoreSettings.DEFAULT)) {
      store.retain(NOON.plus(Duration.ofDays(400)));
    }
    agree(3);
  }

  private static Instant at(int place) {
    return NOON.plus(Duration.ofMinutes(17L * place));
  }

  /// @param totals how many sums there are, so that none is missed
  private void agree(int totals) throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("asterism.db");
    try (Connection open = DriverManager.getConnection(url)) {
      List<String> kept = lines(open, "ledger_total", "task || ' ' || model || ' ' || kind", "");
      assertThat(kept)
          .hasSize(totals)
          .isEqualTo(lines(open, "ledger_hour", "task || ' ' || model || ' ' || kind", ""));
      assertThat(lines(open, "server_hour", "hour || ' ' || kind", ""))
          .isNotEmpty()
          .isEqualTo(lines(open, "ledger_hour", "hour || ' ' || kind", "WHERE task = ''"));
    }
  }

  private static List<String> lines(Connection open, String table, String key, String where)
      throws SQLException {
    return Sql.list(
        open,
        "SELECT %s || ': ' || %s AS line FROM %s %s GROUP BY %s ORDER BY line"
            .formatted(key, SUMS, table, where, key),
        row -> row.getString("line"));
  }
}
