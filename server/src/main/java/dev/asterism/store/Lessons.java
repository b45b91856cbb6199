package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.cost.Usd;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a coach taught, and what that cost.
final class Lessons {

  private Lessons() {}

  static int add(Connection open, List<Example> lessons) throws SQLException {
    int added = 0;
    for (Example lesson : lessons) {
      added +=
          Sql.update(
              open,
              """
              INSERT INTO lesson (task, trace, after, input, label, surface)
              SELECT id, ?, last_sequence, ?, ?, ? FROM task WHERE id = ?
              """,
              lesson.trace(),
              lesson.input(),
              lesson.reference().map(Label::key),
              lesson.surface(),
              lesson.task());
    }
    return added;
  }

  static List<Example> of(Connection open, TaskId task, long since) throws SQLException {
    return Sql.list(
        open,
        "SELECT * FROM lesson WHERE task = ? AND after >= ? ORDER BY number",
        row ->
            Example.lesson(
                new TraceId(row.getString("trace")),
                task,
                row.getString("input"),
                Label.parse(row.getString("label")),
                row.getString("surface")),
        task,
        since);
  }

  static Map<TaskId, Coached> byTask(Connection open) throws SQLException {
    Map<TaskId, Coached> coached = new HashMap<>();
    var _ =
        Sql.list(
            open,
            """
            SELECT task, sum(lessons) AS lessons, sum(cost) AS cost FROM (
              SELECT task, count(*) AS lessons, 0 AS cost FROM lesson GROUP BY task
              UNION ALL
              SELECT task, 0, cost FROM ledger_total WHERE kind = 'COACH' AND task <> '')
            GROUP BY task
            """,
            row ->
                coached.put(
                    new TaskId(row.getString("task")),
                    new Coached(row.getLong("lessons"), new Usd(row.getLong("cost")))));
    return coached;
  }

  static Usd spent(Connection open, TaskId task) throws SQLException {
    return Sql.list(
            open,
            "SELECT coalesce(sum(cost), 0) AS cost FROM ledger_total"
                + " WHERE task = ? AND kind = 'COACH'",
            row -> new Usd(row.getLong("cost")),
            task)
        .getFirst();
  }
}
