package dev.asterism.server;

import dev.asterism.store.Latency;
import dev.asterism.store.SqliteStore;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Traffic.Seen;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// How long tasks take. Quantiles over the newest traces of each of a thousand tasks are a second's
/// work, so they are found again only where a fiftieth of a task's traffic is new.
final class TaskLatencies {

  private static final int PART = 50;

  private record Known(long sightings, Latency latency) {}

  private final SqliteStore store;
  private final Map<TaskId, Known> known = new ConcurrentHashMap<>();

  TaskLatencies(SqliteStore store) {
    this.store = store;
  }

  Latency of(Seen seen) {
    TaskId task = seen.task().id();
    Known before = known.get(task);
    if (before != null && seen.sightings() - before.sightings() <= before.sightings() / PART) {
      return before.latency();
    }
    Latency latency = store.latency(task);
    known.put(task, new Known(seen.sightings(), latency));
    return latency;
  }

  /// Remembers no task but these.
  void keep(List<Seen> tasks) {
    known
        .keySet()
        .retainAll(tasks.stream().map(seen -> seen.task().id()).collect(Collectors.toSet()));
  }
}
