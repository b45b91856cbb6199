package dev.asterism.wire.dialect;

/// Why an answer ended.
enum StopReason {
  /// The model had said all.
  DONE,
  STOP_SEQUENCE,
  TOO_LONG,
  TOOL_CALLS,
  REFUSED,
  CONTEXT_FULL
}
