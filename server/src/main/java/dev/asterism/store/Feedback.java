package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.trace.TraceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What somebody who knows says of an answer: it stands above the teacher's.
final class Feedback {

  private static final String EXAMPLES =
      """
      SELECT sequence, task, reference IS NOT NULL AS labelled, teacher_answered
      FROM example WHERE position = ?
        AND trace IN (SELECT ? UNION SELECT id FROM trace WHERE parent = ?)
      """;

  private record Judged(long sequence, String task, boolean labelled, boolean teacherAnswered) {}

  private Feedback() {}

  /// {@return whether there was an example to judge}
  static boolean give(Connection open, TraceId trace, int position, Label label)
      throws SQLException {
    List<Judged> examples =
        Sql.list(
            open,
            EXAMPLES,
            row ->
                new Judged(
                    row.getLong("sequence"),
                    row.getString("task"),
                    row.getBoolean("labelled"),
                    row.getBoolean("teacher_answered")),
            position,
            trace,
            trace);
    if (examples.isEmpty()) {
      return false;
    }
    Sql.update(
        open, "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?)", trace, position, label.key());
    for (Judged example : examples) {
      judge(open, example, label);
    }
    return true;
  }

  private static void judge(Connection open, Judged example, Label label) throws SQLException {
    Sql.update(
        open,
        "UPDATE example SET reference = ? WHERE sequence = ?",
        label.key(),
        example.sequence());
    if (!example.labelled()) {
      Sql.update(
          open,
          "UPDATE task SET labelled = labelled + 1, unlabelled = unlabelled - ? WHERE id = ?",
          example.teacherAnswered(),
          example.task());
    }
  }
}
