package dev.asterism.store;

import dev.asterism.cost.Usd;
import dev.asterism.model.StudentId;
import dev.asterism.stats.SelfAgreement;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Call;
import dev.asterism.trace.Example;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The questions that learning and people ask of traces, tasks and the ledger.
final class Reading implements Traffic {

  private static final String AUDITED =
      """
      FROM example WHERE task = ? AND student_version = ? AND uniform = 1 AND teacher_answered = 1
        AND student_answer IS NOT NULL AND reference IS NOT NULL
      """;

  /// Whether somebody said what the right answer is.
  private static final String JUDGED =
      """
      EXISTS (SELECT 1 FROM feedback WHERE feedback.position = example.position
        AND feedback.trace IN (example.trace, (SELECT parent FROM trace WHERE id = example.trace)))
      """;

  private static final String TOTALS =
      """
      SELECT task,
        coalesce(sum(CASE WHEN kind = 'ANSWER' THEN requests END), 0) AS requests,
        coalesce(sum(by_student), 0) AS by_student,
        coalesce(sum(CASE WHEN kind = 'ANSWER' THEN cost END), 0) AS cost,
        coalesce(sum(would_have_cost), 0) AS would_have_cost,
        coalesce(sum(CASE WHEN kind <> 'ANSWER' THEN cost END), 0) AS audit_cost,
        coalesce(sum(CASE WHEN kind = 'ANSWER' THEN errors END), 0) AS errors
      FROM ledger_total
      """;

  /// From what was judged to its traces and its examples, which are far more; that order is given
  /// to the database.
  private static final String TRUTH =
      """
      WITH judged AS (
        SELECT t.id AS trace, f.position, f.label FROM feedback f CROSS JOIN trace t ON t.id = f.trace
        UNION ALL
        SELECT t.id AS trace, f.position, f.label FROM feedback f CROSS JOIN trace t ON t.parent = f.trace),
      known AS (
        SELECT e.task, e.teacher = j.label AS teacher_right,
          CASE WHEN e.student_version = s.version THEN e.student_answer = j.label END
            AS student_right
        FROM judged j CROSS JOIN example e ON e.trace = j.trace AND e.position = j.position
        LEFT JOIN student s ON s.task = e.task AND s.stage = 'LIVE'
        WHERE e.teacher IS NOT NULL)
      SELECT task, count(*) AS known,
        coalesce(sum(teacher_right), 0) AS teacher_right,
        count(student_right) AS both,
        coalesce(sum(student_right AND NOT teacher_right), 0) AS student_only,
        coalesce(sum(teacher_right AND NOT student_right), 0) AS teacher_only
      FROM known GROUP BY task
      """;

  private static final String TIMES =
      """
      SELECT total_micros, by_student FROM trace
      WHERE id IN (SELECT trace FROM example WHERE task = ? ORDER BY sequence DESC LIMIT 300)
        AND kind = 'ANSWER' AND error IS NULL
      ORDER BY total_micros
      """;

  /// What an audit or a repeat adds to a request was not judged again.
  private static final String JUDGING =
      """
      SELECT meaning, unread, judged_nanos FROM (
        SELECT meaning, unread, judged_nanos FROM example
        WHERE task = ? AND (SELECT kind FROM trace WHERE id = example.trace) = 'ANSWER'
        ORDER BY sequence DESC LIMIT 1000)
      WHERE judged_nanos IS NOT NULL
      ORDER BY judged_nanos
      """;

  private static final String TAKEN =
      """
      SELECT answered_by, total_micros, upstream_micros, output_tokens
      FROM (SELECT * FROM trace ORDER BY number DESC LIMIT ?)
      WHERE kind = 'ANSWER' AND error IS NULL
      """;

  private final Connections connections;

  Reading(Connections connections) {
    this.connections = connections;
  }

  @Override
  public List<Seen> tasks() {
    return connections.read(
        open -> Sql.list(open, "SELECT * FROM task ORDER BY sightings DESC, id", Rows::seen));
  }

  @Override
  public Optional<Seen> task(TaskId task) {
    return connections.read(
        open -> Sql.first(open, "SELECT * FROM task WHERE id = ?", Rows::seen, task));
  }

  @Override
  public List<Example> examples(TaskId task, long after, int limit) {
    return connections.read(open ->
        Sql.list(
            open,
            "SELECT * FROM example WHERE task = ? AND sequence > ? ORDER BY sequence LIMIT ?",
            Rows::example,
            task,
            after,
            limit));
  }

  @Override
  public List<Example> newest(TaskId task, int limit) {
    return connections.read(open ->
        Sql.list(
                open,
                "SELECT * FROM example WHERE task = ? AND reference IS NOT NULL"
                    + " ORDER BY sequence DESC LIMIT ?",
                Rows::example,
                task,
                limit)
            .reversed());
  }

  long labelledAfter(TaskId task, long sequence) {
    return connections.read(open ->
        Sql.first(
                open,
                "SELECT count(*) FROM example"
                    + " WHERE task = ? AND reference IS NOT NULL AND sequence > ?",
                row -> row.getLong(1),
                task,
                sequence)
            .orElse(0L));
  }

  SelfAgreement repeats(TaskId task) {
    return connections.read(open -> Repeats.of(open, task));
  }

  Map<TaskId, SelfAgreement> repeats() {
    return connections.read(Repeats::byTask);
  }

  List<Example> lessons(TaskId task, long since) {
    return connections.read(open -> Lessons.of(open, task, since));
  }

  Map<TaskId, Coached> coached() {
    return connections.read(Lessons::byTask);
  }

  Usd spentOnCoaching(TaskId task) {
    return connections.read(open -> Lessons.spent(open, task));
  }

  Map<TaskId, Truth> truths() {
    return connections.read(open -> {
      Map<TaskId, Truth> truths = new HashMap<>();
      var _ =
          Sql.list(
              open,
              TRUTH,
              row ->
                  truths.put(
                      new TaskId(row.getString("task")),
                      new Truth(
                          row.getInt("known"),
                          row.getInt("teacher_right"),
                          row.getInt("both"),
                          row.getInt("student_only"),
                          row.getInt("teacher_only"))));
      return truths;
    });
  }

  List<Example> audited(StudentId student, int limit) {
    return connections.read(open ->
        Sql.list(
                open,
                "SELECT * " + AUDITED + " ORDER BY sequence DESC LIMIT ?",
                Rows::example,
                student.task(),
                student.version(),
                limit)
            .reversed());
  }

  List<Disagreement> disagreements(StudentId student, int limit) {
    return connections.read(open ->
        Sql.list(
            open,
            "SELECT *, "
                + JUDGED
                + " AS judged "
                + AUDITED
                + " AND student_answer <> reference ORDER BY sequence DESC LIMIT ?",
            Rows::disagreement,
            student.task(),
            student.version(),
            limit));
  }

  Optional<StoredTrace> trace(TraceId id) {
    return connections.read(open ->
        Sql.first(
            open,
            "SELECT * FROM trace JOIN body ON body.trace = trace.number WHERE id = ?",
            Rows::storedTrace,
            id));
  }

  List<Call> calls(TraceId trace) {
    return connections.read(open -> Calls.of(open, trace));
  }

  List<PolicyRequest> requestsToPolicy(String model, int limit) {
    return connections.read(open -> Calls.ofPolicy(open, model, limit));
  }

  List<Taken> taken(int limit) {
    return connections.read(open ->
        Sql.list(
            open,
            TAKEN,
            row ->
                new Taken(
                    row.getString("answered_by"),
                    row.getLong("total_micros"),
                    row.getLong("upstream_micros"),
                    row.getLong("output_tokens")),
            limit));
  }

  FoundTraces find(TraceFilter filter, long before, int limit) {
    return connections.read(open -> TraceSearch.find(open, filter, before, limit));
  }

  List<Example> examplesOf(TraceId trace) {
    return connections.read(open ->
        Sql.list(
            open, "SELECT * FROM example WHERE trace = ? ORDER BY position", Rows::example, trace));
  }

  List<Trace> following(TraceId trace) {
    return connections.read(open ->
        Sql.list(open, "SELECT * FROM trace WHERE parent = ? ORDER BY number", Rows::trace, trace));
  }

  List<Moment> history(Instant now) {
    return connections.read(open -> History.until(open, now));
  }

  List<ModelUse> models() {
    return connections.read(History::models);
  }

  Totals totals(String task) {
    return connections.read(
        open -> Sql.list(open, TOTALS + " WHERE task = ?", Reading::totals, task).getFirst());
  }

  Map<TaskId, Totals> totals() {
    return connections.read(open -> {
      Map<TaskId, Totals> totals = new HashMap<>();
      var _ =
          Sql.list(
              open,
              TOTALS + " WHERE task <> '' GROUP BY task",
              row -> totals.put(new TaskId(row.getString("task")), totals(row)));
      return totals;
    });
  }

  private static Totals totals(ResultSet row) throws SQLException {
    return new Totals(
        row.getLong("requests"),
        row.getLong("by_student"),
        new Usd(row.getLong("cost")),
        new Usd(row.getLong("would_have_cost")),
        new Usd(row.getLong("audit_cost")),
        row.getLong("errors"));
  }

  Usd paidSince(Instant hour) {
    return connections.read(open ->
        new Usd(
            Sql.number(
                open,
                "SELECT coalesce(sum(cost), 0) FROM server_hour WHERE hour >= ?",
                hour.getEpochSecond())));
  }

  long countTasks() {
    return connections.read(open -> Sql.number(open, "SELECT count(*) FROM task"));
  }

  Latency latency(TaskId task) {
    List<Long> students = new ArrayList<>();
    List<Long> teachers = new ArrayList<>();
    var _ =
        connections.read(open ->
            Sql.list(
                open,
                TIMES,
                row ->
                    (row.getBoolean("by_student") ? students : teachers)
                        .add(row.getLong("total_micros")),
                task));
    return new Latency(
        quantile(students, 0.5),
        quantile(students, 0.99),
        students.size(),
        quantile(teachers, 0.5),
        teachers.size(),
        judging(task));
  }

  private Judging judging(TaskId task) {
    int[] read = new int[2];
    List<Long> nanos =
        connections.read(open ->
            Sql.list(
                open,
                JUDGING,
                row -> {
                  read[0] += row.getInt("meaning");
                  read[1] += row.getInt("unread");
                  return row.getLong("judged_nanos");
                },
                task));
    return new Judging(
        nanos.size(),
        read[0],
        read[1],
        nanos.stream().mapToLong(Long::longValue).average().orElse(0) / 1e3,
        quantile(nanos, 0.99) / 1e3);
  }

  /// {@return the least that no more than the rest of them exceeds (nearest rank); 0 of none}
  ///
  /// @param part in (0, 1)
  private static long quantile(List<Long> rising, double part) {
    return rising.isEmpty() ? 0 : rising.get((int) Math.ceil(part * rising.size()) - 1);
  }
}
