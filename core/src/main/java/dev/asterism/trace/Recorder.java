package dev.asterism.trace;

/// Takes what happened and keeps it, without ever delaying or failing an answer.
public interface Recorder {

  /// Hands over a recording and returns at once. What cannot be kept is shed, and counted.
  void record(Trace.Recording recording);
}
