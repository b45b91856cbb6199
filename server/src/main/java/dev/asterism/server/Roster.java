package dev.asterism.server;

import dev.asterism.student.LiveStudent;
import dev.asterism.student.LiveStudents;
import dev.asterism.task.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who answers now: written by the learning schedule, read by every request without a lock.
final class Roster implements LiveStudents {

  /// A live student with the share of its requests that are checked.
  private record Seat(LiveStudent student, double checking) {}

  private static final double REPEATED = 0.02;

  private final Set<TaskId> repeated = ConcurrentHashMap.newKeySet();
  private final Map<TaskId, Seat> seats = new ConcurrentHashMap<>();
  private volatile boolean frozen;

  @Override
  public Optional<LiveStudent> of(TaskId task) {
    return Optional.ofNullable(seats.get(task)).map(Seat::student);
  }

  @Override
  public double checking(TaskId task) {
    Seat seat = seats.get(task);
    if (seat == null) {
      return 1;
    }
    return frozen ? 0 : seat.checking();
  }

  @Override
  public double repeating(TaskId task) {
    return !frozen && repeated.contains(task) ? REPEATED : 0;
  }

  /// Says whether a share of the task's requests is put to its teacher twice.
  void repeat(TaskId task, boolean wanted) {
    if (wanted) {
      repeated.add(task);
    } else {
      repeated.remove(task);
    }
  }

  void seat(TaskId task, LiveStudent student, double checking) {
    seats.put(task, new Seat(student, checking));
  }

  void vacate(TaskId task) {
    seats.remove(task);
  }

  /// Stops checking live students: what is measured from here on is their answers alone.
  void freeze() {
    frozen = true;
  }
}
