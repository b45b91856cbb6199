package dev.asterism.student;

import dev.asterism.task.TaskId;
import java.util.Optional;

/// The students that answer now. Asked on the path of every request: it waits for nothing but,
/// where a student has not answered for long, its file.
public interface LiveStudents {

  /// {@return the student that answers a task, if one does}
  Optional<LiveStudent> of(TaskId task);

  /// {@return the probability with which a request of this task is also put to the teacher, for
  /// audit or proof; 1 while no student of the task is live}
  double checking(TaskId task);

  /// {@return the probability with which a request that the teacher answered is put to it once
  /// more, to see how far it agrees with itself}
  double repeating(TaskId task);
}
