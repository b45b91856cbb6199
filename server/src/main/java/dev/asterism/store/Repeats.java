package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.stats.SelfAgreement;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Trace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Requests that were put to their teacher twice. What it said the second time is held against the
/// first and is no example: nobody learns from it, and it proves nothing.
final class Repeats {

  private Repeats() {}

  static void add(Connection open, Example second, Trace of) throws SQLException {
    Sql.update(
        open,
        """
        INSERT INTO repeat (task, trace, position, first, second)
        SELECT task, trace, position, coalesce(teacher, ''), ? FROM example
        WHERE trace = ? AND position = ? AND teacher_answered = 1
        """,
        second.reference().map(Label::key).orElse(""),
        of.parent(),
        second.position());
  }

  static SelfAgreement of(Connection open, TaskId task) throws SQLException {
    return Sql.list(
            open,
            "SELECT count(*) AS n, coalesce(sum(first <> second), 0) AS k FROM repeat WHERE task ="
                + " ?",
            row -> new SelfAgreement(row.getInt("n"), row.getInt("k")),
            task)
        .getFirst();
  }

  static Map<TaskId, SelfAgreement> byTask(Connection open) throws SQLException {
    Map<TaskId, SelfAgreement> agreements = new HashMap<>();
    var _ =
        Sql.list(
            open,
            "SELECT task, count(*) AS n, sum(first <> second) AS k FROM repeat GROUP BY task",
            row ->
                agreements.put(
                    new TaskId(row.getString("task")),
                    new SelfAgreement(row.getInt("n"), row.getInt("k"))));
    return agreements;
  }
}
