package dev.asterism.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Forgets the oldest traces, in chunks small enough that recording goes on between them.
///
/// The ledger of the whole server stays for ever; it is small.
final class Retention {

  private static final int CHUNK = 200;
  private static final int VACUUM_PAGES = 2_000;

  private final StoreSettings settings;
  private final Writer writer;

  Retention(StoreSettings settings, Writer writer) {
    this.settings = settings;
    this.writer = writer;
  }

  void retain(Instant now) {
    long oldest = Times.nanos(now.minus(settings.retentionAge()));
    while (writer.call(open -> forget(open, olderThan(open, oldest))) > 0) {}
    while (writer.call(
        open ->
            usedBytes(open) > settings.retentionBytes()
                && forget(open, olderThan(open, Long.MAX_VALUE)) > 0)) {}
    writer.call(open -> Sql.transaction(open, inside -> forgetTasks(inside, oldest)));
    long until = Times.nanos(now);
    writer.call(open -> Sql.transaction(open, it -> CacheShelf.retain(it, until, oldest)));
    while (writer.call(Retention::shrink)) {}
  }

  private static List<StoredName> olderThan(Connection open, long at) throws SQLException {
    return Sql.list(
        open,
        "SELECT number, id FROM trace WHERE at < ? ORDER BY at LIMIT " + CHUNK,
        StoredName::of,
        at);
  }

  private static int forget(Connection open, List<StoredName> traces) throws SQLException {
    return Sql.transaction(open, inside -> Forgetting.forget(inside, traces));
  }

  /// A task that was not seen for so long, and has no student, was none that is asked again.
  private static int forgetTasks(Connection open, long oldest) throws SQLException {
    Sql.update(
        open,
        """
        DELETE FROM task WHERE last_at < ?
          AND NOT EXISTS (SELECT 1 FROM example WHERE example.task = task.id)
          AND NOT EXISTS (SELECT 1 FROM student WHERE student.task = task.id)
        """,
        oldest);
    Sql.update(open, "DELETE FROM template WHERE task NOT IN (SELECT id FROM task)");
    return Sql.update(
        open, "DELETE FROM ledger_hour WHERE task <> '' AND task NOT IN (SELECT id FROM task)");
  }

  private static long usedBytes(Connection open) throws SQLException {
    long pages = Sql.number(open, "PRAGMA page_count") - Sql.number(open, "PRAGMA freelist_count");
    return pages * Sql.number(open, "PRAGMA page_size");
  }

  /// Gives some free pages back to the file system; {@return whether there may be more}
  private static boolean shrink(Connection open) throws SQLException {
    long before = Sql.number(open, "PRAGMA freelist_count");
    Sql.execute(open, "PRAGMA incremental_vacuum(" + VACUUM_PAGES + ")");
    long after = Sql.number(open, "PRAGMA freelist_count");
    return after > 0 && after < before;
  }
}
