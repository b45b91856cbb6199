package dev.asterism.trace;

/// Why a call was made.
public enum Kind {
  /// A client asked.
  ANSWER,
  /// A student answered, or another model of the teacher's policy, and the teacher was asked as
  /// well to check on it; or a judge was asked about what a semantic cache, or a cascade without
  /// it, would have answered.
  AUDIT,
  /// The teacher had answered, and was asked the same once more to see whether it agrees with
  /// itself.
  REPEAT,
  /// Models of a route were asked what a client had asked, to learn which of them answer well.
  PROBE,
  /// A boss model was asked to write new inputs, or the teacher to label them, to teach a student.
  COACH
}
