package dev.asterism.task;

/// How a task was recognised.
public enum Origin {
  /// A question of a decisions request.
  DECISION,
  /// A chat request whose instructions are constant.
  CHAT,
  /// A chat request of a template that was found in traffic.
  TEMPLATE,
  /// The caller named the task.
  NAMED
}
