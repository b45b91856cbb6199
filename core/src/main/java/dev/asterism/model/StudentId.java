package dev.asterism.model;

import dev.asterism.task.TaskId;

/// A student's name: its task and its version, from 1.
public record StudentId(TaskId task, int version) {

  public StudentId {
    if (version < 1) {
      throw new IllegalArgumentException("versions count from 1, not " + version);
    }
  }

  /// {@return the name as the model list shows it, such as `student/t_0123456789abcdef/2`}
  @Override
  public String toString() {
    return "student/" + task + "/" + version;
  }
}
