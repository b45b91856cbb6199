package dev.asterism.task;

/// A task's stable name: the same instructions, answer space and teacher always give the same one.
///
/// @param value `t_` and 16 hexadecimal digits
public record TaskId(String value) {

  public TaskId {
    if (!value.matches("t_[0-9a-f]{16}")) {
      throw new IllegalArgumentException("not a task id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
