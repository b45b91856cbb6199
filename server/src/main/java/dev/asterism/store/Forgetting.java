package dev.asterism.store;

import dev.asterism.trace.TraceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Takes traces out of the store, with everything that holds a part of their text.
final class Forgetting {

  /// What a task counts as labelled or unlabelled is what there is to read of it.
  private static final String UNCOUNT =
      """
      UPDATE task SET
        labelled = task.labelled - gone.labelled,
        unlabelled = task.unlabelled - gone.unlabelled
      FROM (
        SELECT task, count(reference) AS labelled,
          sum(reference IS NULL AND teacher_answered) AS unlabelled
        FROM example WHERE trace = ? GROUP BY task) AS gone
      WHERE task.id = gone.task
      """;

  /// A trace, what was asked because of it, and what it was itself asked because of.
  private static final String FAMILY =
      """
      WITH root AS (SELECT coalesce(parent, id) AS id FROM trace WHERE id = ?)
      SELECT number, trace.id FROM trace JOIN root ON trace.id = root.id OR trace.parent = root.id
      """;

  private Forgetting() {}

  static int forget(Connection open, List<StoredName> traces) throws SQLException {
    for (StoredName trace : traces) {
      Sql.update(open, UNCOUNT, trace.id());
      Sql.update(open, "DELETE FROM example WHERE trace = ?", trace.id());
      Sql.update(open, "DELETE FROM feedback WHERE trace = ?", trace.id());
      Sql.update(open, "DELETE FROM call WHERE trace = ?", trace.id());
      Sql.update(open, "DELETE FROM kept_answer WHERE trace = ?", trace.id());
      Sql.update(open, "DELETE FROM body WHERE trace = ?", trace.number());
      Sql.update(open, "DELETE FROM trace WHERE number = ?", trace.number());
    }
    return traces.size();
  }

  /// Forgets at a person's word: its text is not only unlinked but overwritten, in the database and
  /// in the log of its changes.
  static int forget(Connection open, TraceId trace) throws SQLException {
    Sql.number(open, "PRAGMA secure_delete = 1");
    try {
      int forgotten =
          Sql.transaction(
              open,
              inside -> {
                List<StoredName> family = Sql.list(inside, FAMILY, StoredName::of, trace);
                for (StoredName one : family) {
                  Sql.update(inside, "DELETE FROM repeat WHERE trace = ?", one.id());
                  Sql.update(inside, "DELETE FROM lesson WHERE trace = ?", one.id());
                  DraftShelf.forget(inside, one.id());
                }
                return forget(inside, family);
              });
      Sql.number(open, "PRAGMA wal_checkpoint(TRUNCATE)");
      return forgotten;
    } finally {
      Sql.number(open, "PRAGMA secure_delete = 0");
    }
  }
}
