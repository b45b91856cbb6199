package dev.asterism.store;

import dev.asterism.model.Depth;
import dev.asterism.model.StudentId;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import dev.asterism.trace.Judgement;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Writes recordings, with what they add to the tasks and the ledger, inside one transaction.
final class Batch implements AutoCloseable {

  private static final String TRACE =
      """
      INSERT INTO trace (id, kind, parent, at, endpoint, requested_model, answered_by, policy,
        status, error, stream, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens,
        cost, would_have_cost, total_micros, upstream_micros, sightings, by_student,
        provider, attempts, serving_reason, usage_estimated)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String BODY = "INSERT INTO body VALUES (last_insert_rowid(), ?, ?, ?, ?)";

  private static final String TASK =
      """
      INSERT INTO task (id, name, instructions, space, labels, descriptions, teacher, origin)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String EXAMPLE =
      """
      INSERT INTO example (trace, position, task, at, input, reference, teacher_answered, surface,
        uniform, student_version, student_answer, unread, meaning, judged_nanos, input_tokens,
        output_tokens, teacher)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      RETURNING sequence
      """;

  private final Connection connection;
  private final PreparedStatement trace;
  private final PreparedStatement body;
  private final PreparedStatement task;
  private final PreparedStatement example;
  private final Tally tally = new Tally();

  private Batch(Connection connection) throws SQLException {
    this.connection = connection;
    this.trace = connection.prepareStatement(TRACE);
    this.body = connection.prepareStatement(BODY);
    this.task = connection.prepareStatement(TASK);
    this.example = connection.prepareStatement(EXAMPLE);
  }

  /// {@return how many were new; a trace that is stored already is left as it is}
  static int write(Connection connection, List<Kept> recordings) throws SQLException {
    try (Batch batch = new Batch(connection)) {
      int written = 0;
      for (Kept kept : recordings) {
        written += batch.add(kept) ? 1 : 0;
      }
      batch.tally.write(connection);
      return written;
    }
  }

  @Override
  public void close() throws SQLException {
    trace.close();
    body.close();
    task.close();
    example.close();
  }

  private boolean add(Kept kept) throws SQLException {
    Trace.Recording recording = kept.recording();
    if (!addTrace(recording)) {
      return false;
    }
    Sql.update(
        body, recording.request(), kept.requestCut(), recording.response(), kept.responseCut());
    Calls.add(connection, recording);
    CacheShelf.add(connection, recording);
    for (Task seen : recording.tasks()) {
      addTask(task, seen);
    }
    tally.add(recording);
    for (Example seen : recording.examples()) {
      if (recording.trace().kind() == Kind.REPEAT) {
        Repeats.add(connection, seen, recording.trace());
      } else {
        addExample(seen, recording.trace());
      }
    }
    return true;
  }

  private boolean addTrace(Trace.Recording recording) throws SQLException {
    Trace it = recording.trace();
    return Sql.update(
            trace,
            it.id(),
            it.kind(),
            it.parent(),
            Times.nanos(it.at()),
            it.endpoint(),
            it.requestedModel(),
            it.answeredBy(),
            it.policy(),
            it.status(),
            it.error(),
            it.stream(),
            it.usage().inputTokens(),
            it.usage().cachedInputTokens(),
            it.usage().outputTokens(),
            it.usage().reasoningTokens(),
            it.cost().nanos(),
            it.wouldHaveCost().nanos(),
            it.totalMicros(),
            it.upstreamMicros(),
            it.sightings(),
            Tally.byStudent(it, recording.examples()),
            it.serving().provider(),
            it.serving().attempts(),
            it.serving().reason(),
            it.serving().usageEstimated())
        == 1;
  }

  static void addTask(Connection connection, Task seen) throws SQLException {
    try (PreparedStatement task = connection.prepareStatement(TASK)) {
      addTask(task, seen);
    }
  }

  private static void addTask(PreparedStatement task, Task seen) throws SQLException {
    Sql.update(
        task,
        seen.id(),
        seen.name(),
        seen.instructions(),
        Rows.name(seen.space()),
        Json.labels(Rows.labels(seen.space())),
        Json.write(Rows.descriptions(seen.space())),
        seen.teacher(),
        seen.origin());
  }

  private void addExample(Example seen, Trace of) throws SQLException {
    Optional<String> reference = feedback(of, seen.position());
    if (reference.isEmpty()) {
      reference = seen.reference().map(label -> label.key());
    }
    Sql.bind(
        example,
        of.id(),
        seen.position(),
        seen.task(),
        Times.nanos(of.at()),
        seen.input(),
        reference,
        seen.teacherAnswered(),
        seen.surface(),
        seen.uniform(),
        seen.student().map(StudentId::version),
        seen.studentAnswer().map(label -> label.key()),
        seen.unread(),
        seen.judgement().filter(one -> one.depth() == Depth.MEANING).isPresent(),
        seen.judgement().map(Judgement::nanos),
        seen.inputTokens(),
        seen.outputTokens(),
        seen.teacherAnswered() ? seen.reference().map(label -> label.key()) : Optional.empty());
    try (ResultSet result = example.executeQuery()) {
      result.next();
      tally.stored(seen, reference.isPresent(), of, result.getLong(1));
    }
  }

  /// What was said of the answer that an audit checks, before the audit came.
  private Optional<String> feedback(Trace of, int position) throws SQLException {
    Optional<TraceId> parent = of.parent();
    return parent.isEmpty()
        ? Optional.empty()
        : Sql.first(
            connection,
            "SELECT label FROM feedback WHERE trace = ? AND position = ?",
            row -> row.getString(1),
            parent.get(),
            position);
  }
}
