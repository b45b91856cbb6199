package dev.asterism.server;

import dev.asterism.store.Judging;
import dev.asterism.store.Latency;
import dev.asterism.store.SqliteStore;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Traffic.Seen;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// How long tasks take. Quantiles over the newest traces of each of a thousand tasks are seconds of
/// work, so they are found again only where a fiftieth of a task's traffic is new, and for a list
/// of tasks only a few at a time.
final class TaskLatencies {

  private static final int PART = 50;
  private static final int AT_ONCE = 10;
  private static final Latency NOT_YET = new Latency(0, 0, 0, 0, 0, Judging.NONE);

  private record Known(long sightings, Latency latency) {

    boolean isFresh(Seen seen) {
      return seen.sightings() - sightings <= sightings / PART;
    }
  }

  private final SqliteStore store;
  private final Map<TaskId, Known> known = new ConcurrentHashMap<>();

  TaskLatencies(SqliteStore store) {
    this.store = store;
  }

  /// {@return how long a task takes, found now if need be}
  Latency of(Seen seen) {
    return isKnown(seen) ? last(seen.task().id()) : find(seen);
  }

  /// Remembers no task but these, and finds some of what is out of date or not known, the first
  /// ones first: whoever asks again and again soon has all.
  void keep(List<Seen> tasks) {
    known
        .keySet()
        .retainAll(tasks.stream().map(seen -> seen.task().id()).collect(Collectors.toSet()));
    tasks.stream().filter(seen -> !isKnown(seen)).limit(AT_ONCE).forEach(this::find);
  }

  /// {@return what was last found; all zero where nothing was yet}
  Latency last(TaskId task) {
    Known before = known.get(task);
    return before == null ? NOT_YET : before.latency();
  }

  private boolean isKnown(Seen seen) {
    Known before = known.get(seen.task().id());
    return before != null && before.isFresh(seen);
  }

  private Latency find(Seen seen) {
    Latency latency = store.latency(seen.task().id());
    known.put(seen.task().id(), new Known(seen.sightings(), latency));
    return latency;
  }
}
