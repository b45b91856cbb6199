package dev.asterism.store;

import dev.asterism.cost.Usd;
import dev.asterism.task.TaskId;
import java.util.Optional;

/// Which traces are wanted; what is empty, false or zero lets all pass.
///
/// @param task one that was seen in it
/// @param model a part of the name of the model asked for, or of who answered
/// @param policy how it was answered, such as `student`
/// @param failed whether only errors are wanted
/// @param least what it cost, at least
/// @param slowest how long it took, at least, in microseconds
/// @param text in the request's or the answer's bytes, in capitals or not
public record TraceFilter(
    Optional<TaskId> task,
    Optional<String> model,
    Optional<String> policy,
    boolean failed,
    Usd least,
    long slowest,
    Optional<String> text) {

  /// Every trace.
  public static final TraceFilter ALL =
      new TraceFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          new Usd(0),
          0,
          Optional.empty());
}
