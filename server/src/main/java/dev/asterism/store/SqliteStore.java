package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.cost.Usd;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.model.Students;
import dev.asterism.stats.SelfAgreement;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Call;
import dev.asterism.trace.Example;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.Recorder;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that one server keeps, in one directory of its own.
///
/// Safe for any number of threads. Recording never waits and never fails; reading never waits for
/// writing; what changes a student is durable when the call returns.
public final class SqliteStore implements Recorder, Traffic, Students, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ERASE =
      """
      UPDATE body SET request = x'', request_cut = 1, response = x'', response_cut = 1
      WHERE trace = (SELECT number FROM trace WHERE id = ?)
      """;

  private final StoreSettings settings;
  private final DataDirectory directory;
  private final Connections connections;
  private final Connection writing;
  private final Writer writer;
  private final Reading reading;
  private final Shelf shelf;
  private final TemplateShelf templates;
  private final Outcomes outcomes;

  private SqliteStore(
      StoreSettings settings,
      DataDirectory directory,
      Connections connections,
      Connection writing,
      Duration patience) {
    this.settings = settings;
    this.directory = directory;
    this.connections = connections;
    this.writing = writing;
    this.writer = new Writer(writing, settings.queueCapacity(), patience);
    this.reading = new Reading(connections);
    this.shelf = new Shelf(directory, connections, writer);
    this.templates = new TemplateShelf(connections, writer);
    this.outcomes = new Outcomes(connections);
  }

  /// Opens a data directory, and makes what it lacks.
  ///
  /// @throws StoreException if it cannot be written to, is in use, or was made by a newer version
  public static SqliteStore open(Path dataDirectory, StoreSettings settings) {
    return open(dataDirectory, settings, PATIENCE);
  }

  static SqliteStore open(Path dataDirectory, StoreSettings settings, Duration patience) {
    DataDirectory directory = DataDirectory.open(dataDirectory);
    boolean opened = false;
    try {
      Connections connections = new Connections(directory.database());
      connections.prepare();
      Schema.migrate(directory.database());
      SqliteStore store =
          new SqliteStore(settings, directory, connections, connections.forWriting(), patience);
      store.writer.start();
      opened = true;
      return store;
    } catch (SQLException e) {
      throw new StoreException(
          "The database "
              + directory.database()
              + " cannot be opened ("
              + e.getMessage()
              + "); it must be one that Asterism made.",
          e);
    } finally {
      if (!opened) {
        directory.close();
      }
    }
  }

  /// Writes what was recorded, and closes.
  @Override
  public void close() {
    writer.close();
    connections.close();
    try {
      writing.close();
    } catch (SQLException _) {
      // All that was committed is on the disk.
    }
    directory.close();
  }

  @Override
  public void record(Trace.Recording recording) {
    writer.record(Kept.of(recording, settings.bodyLimit()));
  }

  /// Waits until all that was recorded before is durable, or was shed.
  ///
  /// @throws StoreException if that takes too long
  public void flush() {
    writer.call(_ -> true);
  }

  /// {@return how many recordings were stored since the store was opened}
  public long stored() {
    return writer.stored();
  }

  /// {@return how many recordings were lost since then: too many at once, or a disk that refused}
  public long shed() {
    return writer.shed();
  }

  /// Sets the reference of a trace's example, and of the audits of it, for good.
  ///
  /// @return whether there is such an example
  public boolean feedback(TraceId trace, int position, Label label) {
    return writer.call(connection ->
        Sql.transaction(connection, open -> Feedback.give(open, trace, position, label)));
  }

  /// Erases a trace's bodies, as if they had been too long to keep.
  ///
  /// @return whether there is such a trace
  public boolean erase(TraceId trace) {
    return writer.call(open -> Sql.update(open, ERASE, trace) > 0);
  }

  /// Forgets traces by age, then the oldest by size; to be called about once an hour.
  ///
  /// A task's labelled and unlabelled counts fall with its examples; its other counts stay.
  public void retain(Instant now) {
    new Retention(settings, writer).retain(now);
  }

  @Override
  public List<Seen> tasks() {
    return reading.tasks();
  }

  @Override
  public Optional<Seen> task(TaskId task) {
    return reading.task(task);
  }

  @Override
  public List<Example> examples(TaskId task, long after, int limit) {
    return reading.examples(task, after, limit);
  }

  @Override
  public List<Example> newest(TaskId task, int limit) {
    return reading.newest(task, limit);
  }

  /// {@return the newest `limit` fair comparisons of a student with the teacher, oldest first}
  ///
  /// Fair: drawn by a coin, answered by both. Feedback on a request that only the student answered
  /// is not, as people choose what they comment on.
  public List<Example> audited(StudentId student, int limit) {
    return reading.audited(student, limit);
  }

  /// {@return how many labelled examples of a task came after a sequence number}
  public long labelledAfter(TaskId task, long sequence) {
    return reading.labelledAfter(task, sequence);
  }

  /// Keeps what a coach taught. On return it is durable.
  public void addLessons(List<Example> lessons) {
    writer.call(connection -> Sql.transaction(connection, open -> Lessons.add(open, lessons)));
  }

  /// {@return what a coach taught of a task after an example's sequence number}
  public List<Example> lessons(TaskId task, long since) {
    return reading.lessons(task, since);
  }

  /// {@return what coaches did for tasks, where they did anything}
  public Map<TaskId, Coached> coachedByTask() {
    return reading.coached();
  }

  /// {@return what coaching a task has cost}
  public Usd spentOnCoaching(TaskId task) {
    return reading.spentOnCoaching(task);
  }

  /// {@return how far a task's teacher agrees with itself}
  public SelfAgreement repeats(TaskId task) {
    return reading.repeats(task);
  }

  /// {@return how far the teachers of tasks agree with themselves, where that is known}
  public Map<TaskId, SelfAgreement> repeatsByTask() {
    return reading.repeats();
  }

  /// {@return what feedback shows of each task's teacher and live student, where there is any}
  public Map<TaskId, Truth> truths() {
    return reading.truths();
  }

  /// {@return the newest of a student's fair comparisons in which it differs, newest first}
  public List<Disagreement> disagreements(StudentId student, int limit) {
    return reading.disagreements(student, limit);
  }

  public Optional<StoredTrace> trace(TraceId trace) {
    return reading.trace(trace);
  }

  /// {@return the calls that a policy made for a trace, in their order}
  public List<Call> calls(TraceId trace) {
    return reading.calls(trace);
  }

  /// {@return the newest `limit` answers of a model that were held against the best one's in
  /// probes, oldest first}
  public List<Compared> compared(String best, String model, Stretch stretch, int limit) {
    return outcomes.compared(best, model, stretch, limit);
  }

  /// {@return the newest `limit` probes in which a draft of one of the models was held against the
  /// best one's answer, oldest first}
  public List<Probe> newestProbes(String best, List<String> models, Stretch stretch, int limit) {
    return outcomes.newestProbes(best, models, stretch, limit);
  }

  /// {@return the first `limit` of them, oldest first}
  public List<Probe> firstProbes(String best, List<String> models, Stretch stretch, int limit) {
    return outcomes.firstProbes(best, models, stretch, limit);
  }

  /// Keeps what a judge of drafts that learns no more learnt from, in place of what it had. On
  /// return it is durable.
  public void keepDraftLessons(String judge, List<DraftLesson> lessons) {
    writer.call(
        connection -> Sql.transaction(connection, open -> DraftShelf.keep(open, judge, lessons)));
  }

  /// {@return what such a judge learnt from, but for what was forgotten at a person's word}
  public List<DraftLesson> draftLessons(String judge) {
    return connections.read(open -> DraftShelf.of(open, judge));
  }

  /// {@return the newest `limit` answers of routes of which somebody said what would have been
  /// right, newest first}
  public List<Judged> judged(int limit) {
    return outcomes.judged(limit);
  }

  /// {@return what the newest `limit` answered calls of a model took, newest first}
  public List<CallTimes> times(String model, int limit) {
    return outcomes.times(model, limit);
  }

  /// {@return how far the newest `limit` calls of a model agreed with what was answered}
  public Agreement agreement(String model, int limit) {
    return outcomes.agreement(model, limit);
  }

  /// {@return the newest `limit` answers that semantic caches may still give, oldest first}
  public List<KeptAnswer> keptAnswers(Instant now, int limit) {
    return connections.read(open -> CacheShelf.kept(open, now, limit));
  }

  /// {@return up to `limit` comparisons of semantic caches after a number, oldest first}
  public List<StoredComparison> comparisons(long after, int limit) {
    return connections.read(open -> CacheShelf.comparisons(open, after, limit));
  }

  /// {@return the newest `limit` requests to a policy by the name that clients use, newest first}
  public List<PolicyRequest> requestsToPolicy(String model, int limit) {
    return reading.requestsToPolicy(model, limit);
  }

  /// {@return what the answered ones of the newest `limit` requests took}
  public List<Taken> taken(int limit) {
    return reading.taken(limit);
  }

  /// Searches the traces before a number, the newest first, a part of them at a time.
  ///
  /// @param before a number that [FoundTraces#next] gave; [Long#MAX_VALUE] to begin
  /// @param limit of traces to find
  public FoundTraces find(TraceFilter filter, long before, int limit) {
    return reading.find(filter, before, limit);
  }

  /// {@return the examples in a trace, by their places}
  public List<Example> examplesOf(TraceId trace) {
    return reading.examplesOf(trace);
  }

  /// {@return what was asked because of a trace: audits and repeats of it, the oldest first}
  public List<Trace> following(TraceId trace) {
    return reading.following(trace);
  }

  /// Forgets a trace, with what was asked because of it and all that was learnt of its text, at a
  /// person's word. The ledger keeps its sums; students keep what they learnt.
  ///
  /// On return its text is overwritten on the disk, as far as the database goes.
  ///
  /// @return how many traces that were; 0 where there was none
  public int forget(TraceId trace) {
    return writer.call(open -> Forgetting.forget(open, trace));
  }

  /// {@return traffic and money over time, the oldest first}
  public List<Moment> history(Instant now) {
    return reading.history(now);
  }

  /// {@return the models that were asked, the busiest first; students are not among them}
  public List<ModelUse> models() {
    return reading.models();
  }

  /// {@return what the whole server did since its first day}
  public Totals totals() {
    return reading.totals(Tally.EVERYTHING);
  }

  /// {@return a task's share of it; a trace with several tasks is split by their examples}
  public Totals totals(TaskId task) {
    return reading.totals(task.value());
  }

  /// {@return the totals of each task that has any}
  public Map<TaskId, Totals> totalsByTask() {
    return reading.totals();
  }

  /// {@return what was paid for answers, checks and lessons since a full hour}
  public Usd paidSince(Instant hour) {
    return reading.paidSince(hour);
  }

  /// {@return how many tasks were seen}
  public long countTasks() {
    return reading.countTasks();
  }

  public Latency latency(TaskId task) {
    return reading.latency(task);
  }

  /// Keeps a template that was found, with its task. On return it is durable.
  public void keep(KnownTemplate known) {
    templates.keep(known);
  }

  /// Forgets a template; its task and all that was seen of it stay.
  public void forget(KnownTemplate known) {
    templates.forget(known.task().id());
  }

  /// {@return the templates that are kept}
  public List<KnownTemplate> templates() {
    return templates.all();
  }

  /// {@return up to `limit` traces of chat after a number, oldest first, that are of no named task,
  /// no template, and no task of a student}
  public List<Unrecognised> unrecognised(long after, int limit) {
    return templates.unrecognised(after, limit);
  }

  /// {@return the traces of a task's newest `limit` examples}
  public List<StoredTrace> newestTraces(TaskId task, int limit) {
    return templates.newest(task, limit);
  }

  /// {@return the number of the trace stored last; 0 where there is none}
  public long newestNumber() {
    return templates.newestNumber();
  }

  /// Makes past traces examples of the tasks named in these, in place of the tasks they were seen
  /// as.
  public void adopt(List<Example> examples) {
    if (!examples.isEmpty()) {
      writer.call(
          connection -> Sql.transaction(connection, open -> Adoption.adopt(open, examples)));
    }
  }

  /// {@return how a task's students came to where they stand, oldest change first}
  public List<StageChange> history(TaskId task) {
    return shelf.history(task);
  }

  @Override
  public void add(StudentCard card, byte[] file) {
    shelf.add(card, file);
  }

  @Override
  public void update(List<StudentCard> cards) {
    shelf.update(cards);
  }

  @Override
  public List<StudentCard> of(TaskId task) {
    return shelf.of(task);
  }

  @Override
  public List<StudentCard> all() {
    return shelf.all();
  }

  /// {@return how many students stand at each stage}
  public Map<Stage, Integer> stages() {
    return shelf.stages();
  }

  @Override
  public <T, E extends Exception> T read(StudentCard card, FileReader<T, E> reader) throws E {
    return shelf.read(card, reader);
  }

  /// Lets the database grow to so many pages and no further, as a full disk would; at once, even
  /// while the writer tries again.
  void limitPages(long pages) throws SQLException {
    Sql.number(writing, "PRAGMA max_page_count = " + pages);
  }
}
