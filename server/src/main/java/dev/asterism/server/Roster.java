package dev.asterism.server;

import dev.asterism.model.Proof;
import dev.asterism.model.StudentCard;
import dev.asterism.server.LoadedStudents.Found;
import dev.asterism.student.LiveStudent;
import dev.asterism.student.LiveStudents;
import dev.asterism.student.Student;
import dev.asterism.task.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who answers now: written by the learning schedule, read by every request without a lock.
final class Roster implements LiveStudents {

  /// A live student, which may have to be read from its file first.
  ///
  /// @param limits see [LiveStudent]
  /// @param checking the share of its requests that are checked
  private record Seat(
      StudentCard card, double threshold, Optional<Map<String, Double>> limits, double checking) {

    LiveStudent with(Student student) {
      return new LiveStudent(
          card.id(), student, threshold, card.proof().map(Proof::bound).orElse(1.0), limits);
    }
  }

  private static final double REPEATED = 0.02;

  private final Set<TaskId> repeated = ConcurrentHashMap.newKeySet();
  private final Map<TaskId, Seat> seats = new ConcurrentHashMap<>();
  private final LoadedStudents students;
  private volatile boolean frozen;

  Roster(LoadedStudents students) {
    this.students = students;
  }

  @Override
  public Optional<LiveStudent> of(TaskId task) {
    Seat seat = seats.get(task);
    if (seat == null) {
      return Optional.empty();
    }
    return switch (students.find(seat.card())) {
      case Found.Here(var student) -> Optional.of(seat.with(student));
      case Found.NotNow() -> Optional.empty();
      case Found.Lost() -> {
        seats.remove(task, seat);
        yield Optional.empty();
      }
    };
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

  void seat(StudentCard card, Proof proof, double checking) {
    seats.put(
        card.id().task(), new Seat(card, proof.threshold(), LiveStudent.limits(proof), checking));
  }

  /// Changes the share of a task's requests that are checked, if a student of it is live.
  void check(TaskId task, double checking) {
    seats.computeIfPresent(
        task, (_, seat) -> new Seat(seat.card(), seat.threshold(), seat.limits(), checking));
  }

  void vacate(TaskId task) {
    seats.remove(task);
  }

  /// Stops checking live students: what is measured from here on is their answers alone.
  void freeze() {
    frozen = true;
  }
}
