package dev.asterism.server;

import dev.asterism.model.StudentCard;
import dev.asterism.stats.SelfAgreement;
import dev.asterism.store.Coached;
import dev.asterism.store.Latency;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Totals;
import dev.asterism.store.Truth;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Traffic.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds out how tasks stand.
final class TaskStandings {

  private final SqliteStore store;
  private final LearningSchedule schedule;
  private final TaskLatencies latencies;

  TaskStandings(SqliteStore store, LearningSchedule schedule) {
    this.store = store;
    this.schedule = schedule;
    this.latencies = new TaskLatencies(store);
  }

  /// {@return every task, the busiest first}
  ///
  /// Each kind of thing is read at once for all of them.
  List<TaskStanding> all() {
    Map<TaskId, Totals> totals = store.totalsByTask();
    Map<TaskId, SelfAgreement> repeats = store.repeatsByTask();
    Map<TaskId, List<StudentCard>> cards =
        store.all().stream().collect(Collectors.groupingBy(card -> card.id().task()));
    Map<TaskId, Truth> truths = store.truths();
    Map<TaskId, Coached> coached = store.coachedByTask();
    List<Seen> tasks = store.tasks();
    latencies.keep(tasks);
    return tasks.stream()
        .map(seen -> {
          TaskId id = seen.task().id();
          return standing(
              seen,
              totals.getOrDefault(id, Totals.NONE),
              repeats.getOrDefault(id, new SelfAgreement(0, 0)),
              cards.getOrDefault(id, List.of()),
              truths.getOrDefault(id, Truth.UNKNOWN),
              coached.getOrDefault(id, Coached.NOT),
              latencies.last(id));
        })
        .toList();
  }

  TaskStanding of(Seen seen) {
    TaskId id = seen.task().id();
    return standing(
        seen,
        store.totals(id),
        store.repeats(id),
        store.of(id),
        store.truths().getOrDefault(id, Truth.UNKNOWN),
        store.coachedByTask().getOrDefault(id, Coached.NOT),
        latencies.of(seen));
  }

  private TaskStanding standing(
      Seen seen,
      Totals totals,
      SelfAgreement repeats,
      List<StudentCard> cards,
      Truth truth,
      Coached coached,
      Latency latency) {
    TaskId id = seen.task().id();
    return new TaskStanding(
        seen,
        totals,
        repeats,
        cards,
        truth,
        latency,
        coached,
        TaskStanding.live(cards).flatMap(card -> schedule.watch(card.id())),
        schedule.lastWord(id));
  }

  /// {@return a task as it was seen; empty where no task has the id}
  Optional<Seen> find(String id) {
    return id.matches("t_[0-9a-f]{16}") ? store.task(new TaskId(id)) : Optional.empty();
  }
}
