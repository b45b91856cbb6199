package dev.asterism.store;

import dev.asterism.cost.Usd;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Trace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts a batch for the ledger and the tasks, to add it to them at its end.
///
/// A trace with several tasks costs each of them its share, by its number of examples; the parts
/// sum to the whole exactly.
final class Tally {

  /// The task of the ledger's rows that hold every trace.
  static final String EVERYTHING = "";

  private static final String ADD_TO_LEDGER =
      """
      INSERT INTO ledger_hour VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        requests = requests + excluded.requests,
        cost = cost + excluded.cost,
        would_have_cost = would_have_cost + excluded.would_have_cost,
        by_student = by_student + excluded.by_student,
        errors = errors + excluded.errors
      """;

  private static final String ADD_TO_TASK =
      """
      UPDATE task SET
        sightings = sightings + ?, labelled = labelled + ?, unlabelled = unlabelled + ?,
        by_student = by_student + ?, last_sequence = max(last_sequence, ?), last_at = max(last_at, ?)
      WHERE id = ?
      """;

  private record Hour(String task, long hour, String model, Kind kind) {}

  private static final class Sums {
    private long requests;
    private long cost;
    private long wouldHaveCost;
    private long byStudent;
    private long errors;
  }

  private static final class Counts {
    private long sightings;
    private long labelled;
    private long unlabelled;
    private long byStudent;
    private long lastSequence;
    private long lastAt;
  }

  private final Map<Hour, Sums> ledger = new HashMap<>();
  private final Map<TaskId, Counts> tasks = new HashMap<>();

  /// {@return whether students alone answered the request}
  static boolean byStudent(Trace trace, List<Example> examples) {
    return trace.kind() == Kind.ANSWER
        && trace.error().isEmpty()
        && (trace.answeredBy().startsWith("student/")
            || (!examples.isEmpty() && examples.stream().allMatch(Tally::byStudent)));
  }

  void add(Trace.Recording recording) {
    Trace trace = recording.trace();
    List<Example> examples = recording.examples();
    sum(EVERYTHING, trace, trace.cost(), trace.wouldHaveCost(), byStudent(trace, examples));
    Map<TaskId, Integer> shares = shares(recording);
    long of = shares.values().stream().mapToLong(Integer::longValue).sum();
    long before = 0;
    for (var share : shares.entrySet()) {
      long after = before + share.getValue();
      boolean byStudent =
          succeeded(trace)
              && examples.stream().anyMatch(example -> example.task().equals(share.getKey()))
              && examples.stream()
                  .filter(example -> example.task().equals(share.getKey()))
                  .allMatch(Tally::byStudent);
      sum(
          share.getKey().value(),
          trace,
          part(trace.cost(), before, after, of),
          part(trace.wouldHaveCost(), before, after, of),
          byStudent);
      seen(share.getKey(), trace, share.getValue());
      before = after;
    }
  }

  /// Counts an example under the number that it was stored with.
  void stored(Example example, boolean labelled, Trace trace, long sequence) {
    Counts counts = tasks.computeIfAbsent(example.task(), _ -> new Counts());
    counts.labelled += labelled ? 1 : 0;
    counts.unlabelled += !labelled && example.teacherAnswered() ? 1 : 0;
    counts.byStudent += succeeded(trace) && byStudent(example) ? 1 : 0;
    counts.lastSequence = Math.max(counts.lastSequence, sequence);
  }

  void write(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(ADD_TO_LEDGER)) {
      for (var entry : ledger.entrySet()) {
        Hour hour = entry.getKey();
        Sums sums = entry.getValue();
        Sql.update(
            statement,
            hour.task,
            hour.hour,
            hour.model,
            hour.kind,
            sums.requests,
            sums.cost,
            sums.wouldHaveCost,
            sums.byStudent,
            sums.errors);
      }
    }
    try (var statement = connection.prepareStatement(ADD_TO_TASK)) {
      for (var entry : tasks.entrySet()) {
        Counts counts = entry.getValue();
        Sql.update(
            statement,
            counts.sightings,
            counts.labelled,
            counts.unlabelled,
            counts.byStudent,
            counts.lastSequence,
            counts.lastAt,
            entry.getKey());
      }
    }
  }

  private static boolean succeeded(Trace trace) {
    return trace.kind() == Kind.ANSWER && trace.error().isEmpty();
  }

  private static boolean byStudent(Example example) {
    return !example.teacherAnswered() && example.studentAnswer().isPresent();
  }

  /// How many examples each task has; a task that was seen without one counts once.
  private static Map<TaskId, Integer> shares(Trace.Recording recording) {
    Map<TaskId, Integer> shares = new LinkedHashMap<>();
    recording.examples().forEach(example -> shares.merge(example.task(), 1, Integer::sum));
    recording.tasks().forEach(task -> shares.putIfAbsent(task.id(), 1));
    return shares;
  }

  private static Usd part(Usd whole, long before, long after, long of) {
    return new Usd(share(whole.nanos(), after, of) - share(whole.nanos(), before, of));
  }

  private static long share(long nanos, long part, long of) {
    return nanos / of * part + nanos % of * part / of;
  }

  private void sum(String task, Trace trace, Usd cost, Usd wouldHaveCost, boolean byStudent) {
    long hour = trace.at().truncatedTo(ChronoUnit.HOURS).getEpochSecond();
    Sums sums =
        ledger.computeIfAbsent(
            new Hour(task, hour, trace.answeredBy(), trace.kind()), _ -> new Sums());
    sums.requests++;
    sums.cost += cost.nanos();
    sums.wouldHaveCost += wouldHaveCost.nanos();
    sums.byStudent += byStudent ? 1 : 0;
    sums.errors += trace.error().isPresent() ? 1 : 0;
  }

  private void seen(TaskId task, Trace trace, int times) {
    Counts counts = tasks.computeIfAbsent(task, _ -> new Counts());
    counts.sightings += trace.kind() == Kind.ANSWER ? times : 0;
    counts.lastAt = Math.max(counts.lastAt, Times.nanos(trace.at()));
  }
}
