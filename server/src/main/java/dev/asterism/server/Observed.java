package dev.asterism.server;

import dev.asterism.chat.Label;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.promote.Promotion;
import dev.asterism.promote.Watch;
import dev.asterism.prove.Prover;
import dev.asterism.store.SqliteStore;
import dev.asterism.student.LiveStudent;
import dev.asterism.student.Student;
import dev.asterism.student.Verdict;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one task's students were seen to do; all of it can be found again in the store.
///
/// Each example is read once: by the students whose proofs go on, and by the watch on the live one.
final class Observed {

  private static final int PAGE = 5_000;

  private final TaskId task;
  private final SqliteStore store;
  private final LoadedStudents loaded;
  private final Config.Loop settings;
  private final Map<StudentId, FreshTraffic> fresh = new HashMap<>();
  private Optional<Change> change = Optional.empty();

  /// Read by those who show it, while the schedule's thread goes on.
  private volatile Optional<Watch> watch = Optional.empty();

  /// Where a demoted student began to err.
  private record Change(StudentId demoted, long lastGood) {}

  Observed(TaskId task, SqliteStore store, LoadedStudents loaded, Config.Loop settings) {
    this.task = task;
    this.store = store;
    this.loaded = loaded;
    this.settings = settings;
  }

  /// Lets the students whose proofs go on, and the watch on the live one, see the traffic that is
  /// new to them.
  void observe(List<StudentCard> students) {
    List<StudentCard> proving = students.stream().filter(Promotion::goesOn).toList();
    fresh.keySet().retainAll(proving.stream().map(StudentCard::id).toList());
    for (StudentCard card : proving) {
      loaded.of(card).ifPresent(student -> prove(card, student));
    }
    Optional<StudentCard> live = at(students, Stage.LIVE);
    if (!watch.map(Watch::student).equals(live.map(StudentCard::id))) {
      watch = live.map(card -> watching(card, settings));
    }
    watch.ifPresent(it -> follow(it, live.orElseThrow()));
  }

  private void prove(StudentCard card, Student student) {
    FreshTraffic traffic = fresh.computeIfAbsent(card.id(), _ -> new FreshTraffic(card));
    for (List<Example> page = page(traffic.newest());
        !page.isEmpty();
        page = page(traffic.newest())) {
      traffic.add(student, page);
    }
  }

  /// Shows a watch all traffic that is new to it.
  private void follow(Watch watch, StudentCard card) {
    for (List<Example> page = page(watch.lastSequence());
        !page.isEmpty();
        page = page(watch.lastSequence())) {
      page.forEach(example -> watch.add(example.unread() ? read(example, card) : example));
    }
  }

  /// What a student was not given the time to read it reads now: that many asked at once is no sign
  /// that they ask something else.
  private Example read(Example example, StudentCard card) {
    Optional<Label> answer =
        example
            .student()
            .filter(card.id()::equals)
            .flatMap(_ -> loaded.of(card))
            .flatMap(student -> {
              Verdict verdict = student.judge(example.input());
              return card.proof()
                  .map(proof -> LiveStudent.proved(card.id(), student, proof))
                  .filter(live -> live.answers(verdict))
                  .map(_ -> verdict.label());
            });
    return example.read(answer);
  }

  private List<Example> page(long after) {
    return store.examples(task, after, PAGE);
  }

  /// {@return a watch that has seen nothing yet}
  static Watch watching(StudentCard card, Config.Loop settings) {
    return new Watch(card, settings.eps(), settings.delta(), settings.seed());
  }

  /// {@return the watch on the live student; empty where none is}
  Optional<Watch> watch() {
    return watch;
  }

  /// {@return the share of requests that are put to the teacher too; empty where no student is
  /// live}
  ///
  /// @param sightings requests of the task so far
  Optional<Double> checking(List<StudentCard> students, long sightings) {
    Optional<StudentCard> live = at(students, Stage.LIVE);
    return live.isEmpty()
        ? Optional.empty()
        : watch.map(it ->
            Promotion.checking(
                it.audit(),
                it.drift().found(),
                at(students, Stage.SHADOW).isPresent()
                    || Promotion.isWorthGoingOn(live.get(), sightings)));
  }

  /// {@return how many fresh answers each student gave whose proof goes on}
  Map<StudentId, Integer> fresh() {
    Map<StudentId, Integer> counts = new HashMap<>();
    fresh.forEach((id, traffic) -> counts.put(id, traffic.shadows().size()));
    return counts;
  }

  /// {@return what a student said of fresh traffic}
  List<Prover.Shadow> shadows(StudentId student) {
    return Optional.ofNullable(fresh.get(student)).map(FreshTraffic::shadows).orElse(List.of());
  }

  /// {@return the last example before the newest demoted student began to err; 0 where none was
  /// demoted}
  long since(List<StudentCard> students) {
    Optional<StudentCard> demoted = at(students.reversed(), Stage.DEMOTED);
    if (demoted.isEmpty()) {
      return 0;
    }
    StudentId id = demoted.get().id();
    if (change.filter(known -> known.demoted().equals(id)).isEmpty()) {
      Watch past = watching(demoted.get(), settings);
      follow(past, demoted.get());
      change = Optional.of(new Change(id, past.audit().lastGood()));
    }
    return change.map(Change::lastGood).orElse(0L);
  }

  /// {@return the first of some students at a stage}
  static Optional<StudentCard> at(List<StudentCard> students, Stage stage) {
    return students.stream().filter(card -> card.stage() == stage).findFirst();
  }
}
