package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.trace.Example;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Makes past traces examples of a task that was found later.
final class Adoption {

  private static final String COUNT =
      """
      UPDATE task SET sightings = sightings + ?, labelled = labelled + ?,
        unlabelled = unlabelled + ?, last_sequence = max(last_sequence, ?),
        last_at = max(last_at, ?)
      WHERE id = ?
      """;

  private record Trace(long at) {}

  private record Before(long sequence, String task, boolean labelled, boolean uniform) {}

  private Adoption() {}

  static int adopt(Connection open, List<Example> examples) throws SQLException {
    int adopted = 0;
    for (Example example : examples) {
      Optional<Trace> trace =
          Sql.first(
              open,
              "SELECT at FROM trace WHERE id = ?",
              row -> new Trace(row.getLong("at")),
              example.trace());
      if (trace.isPresent()) {
        adopt(open, example, trace.get().at());
        adopted++;
      }
    }
    return adopted;
  }

  private static void adopt(Connection open, Example example, long at) throws SQLException {
    Optional<Before> before =
        Sql.first(
            open,
            "SELECT sequence, task, reference IS NOT NULL AS labelled, uniform FROM example"
                + " WHERE trace = ? AND position = ?",
            row ->
                new Before(
                    row.getLong("sequence"),
                    row.getString("task"),
                    row.getBoolean("labelled"),
                    row.getBoolean("uniform")),
            example.trace(),
            example.position());
    if (before.isPresent()) {
      count(open, -1, before.get().labelled(), before.get().sequence(), at, before.get().task());
      Sql.update(open, "DELETE FROM example WHERE sequence = ?", before.get().sequence());
    }
    Optional<String> reference =
        Sql.first(
                open,
                "SELECT label FROM feedback WHERE trace = ? AND position = ?",
                row -> row.getString(1),
                example.trace(),
                example.position())
            .or(() -> example.reference().map(Label::key));
    long sequence = insert(open, example, reference, at, before);
    count(open, 1, reference.isPresent(), sequence, at, example.task().value());
    Sql.update(open, "UPDATE trace SET sightings = 1 WHERE id = ?", example.trace());
  }

  /// An example that was there keeps its place in the order, and whether it was a fair draw.
  private static long insert(
      Connection open,
      Example example,
      Optional<String> reference,
      long at,
      Optional<Before> before)
      throws SQLException {
    Sql.update(
        open,
        """
        INSERT INTO example (sequence, trace, position, task, at, input, reference,
          teacher_answered, surface, uniform, input_tokens, output_tokens, teacher)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        before.map(Before::sequence),
        example.trace(),
        example.position(),
        example.task(),
        at,
        example.input(),
        reference,
        example.teacherAnswered(),
        example.surface(),
        before.map(Before::uniform).orElse(example.uniform()),
        example.inputTokens(),
        example.outputTokens(),
        example.reference().map(Label::key));
    return Sql.number(open, "SELECT last_insert_rowid()");
  }

  private static void count(
      Connection open, int one, boolean labelled, long sequence, long at, String task)
      throws SQLException {
    Sql.update(open, COUNT, one, labelled ? one : 0, labelled ? 0 : one, sequence, at, task);
  }
}
