package dev.asterism.store;

import dev.asterism.task.KnownTemplate;
import dev.asterism.task.TaskId;
import dev.asterism.task.Template;
import dev.asterism.task.Turn;
import dev.asterism.task.Wording;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// The templates that were found, and the traces in which more may be found.
final class TemplateShelf {

  private static final String ALL =
      """
      SELECT * FROM template JOIN task ON task.id = template.task ORDER BY task.id
      """;

  /// Conversations that are known by its shape alone counts as well, until a student learns it.
  private static final String UNRECOGNISED =
      """
      SELECT * FROM trace JOIN body ON body.trace = trace.number
      WHERE number > ? AND kind = 'ANSWER'
        AND endpoint IN ('/v1/chat/completions', '/v1/messages', '/v1/responses',
          '/v1beta/models/*:generateContent')
        AND status = 200 AND error IS NULL AND by_student = 0
        AND request_cut = 0 AND response_cut = 0
        AND NOT EXISTS (
          SELECT 1 FROM example JOIN task ON task.id = example.task
          WHERE example.trace = trace.id
            AND (task.origin = 'NAMED'
              OR EXISTS (SELECT 1 FROM template WHERE template.task = task.id)
              OR EXISTS (
                SELECT 1 FROM student
                WHERE student.task = task.id AND student.stage <> 'RETIRED')))
      ORDER BY number LIMIT ?
      """;

  private static final String NEWEST =
      """
      SELECT * FROM trace JOIN body ON body.trace = trace.number
      WHERE kind = 'ANSWER'
        AND id IN (SELECT trace FROM example WHERE task = ? ORDER BY sequence DESC LIMIT ?)
      """;

  private final Connections connections;
  private final Writer writer;

  TemplateShelf(Connections connections, Writer writer) {
    this.connections = connections;
    this.writer = writer;
  }

  void keep(KnownTemplate known) {
    writer.call(connection ->
        Sql.transaction(
            connection,
            open -> {
              Batch.addTask(open, known.task());
              return insert(open, known);
            }));
  }

  private static int insert(Connection open, KnownTemplate known) throws SQLException {
    return Sql.update(
        open,
        "INSERT OR REPLACE INTO template VALUES (?, ?, ?, ?, ?)",
        known.task().id(),
        known.format(),
        Json.write(known.template().turns()),
        known.wording().prefix(),
        known.wording().suffix());
  }

  void forget(TaskId task) {
    writer.call(open -> Sql.update(open, "DELETE FROM template WHERE task = ?", task));
  }

  List<KnownTemplate> all() {
    return connections.read(open -> Sql.list(open, ALL, TemplateShelf::known));
  }

  private static KnownTemplate known(ResultSet row) throws SQLException {
    return new KnownTemplate(
        Rows.seen(row).task(),
        new Template(List.of(Json.read(row.getString("turns"), Turn[].class))),
        row.getString("format"),
        new Wording(row.getString("prefix"), row.getString("suffix")));
  }

  List<Unrecognised> unrecognised(long after, int limit) {
    return connections.read(open ->
        Sql.list(
            open,
            UNRECOGNISED,
            row -> new Unrecognised(row.getLong("number"), Rows.storedTrace(row)),
            after,
            limit));
  }

  List<StoredTrace> newest(TaskId task, int limit) {
    return connections.read(open -> Sql.list(open, NEWEST, Rows::storedTrace, task, limit));
  }

  long newestNumber() {
    return connections.read(open -> Sql.number(open, "SELECT max(number) FROM trace"));
  }
}
