package dev.asterism.policy.plan;

import java.util.List;

/// What to do next with a plan.
public sealed interface Move {

  /// Have these sub-tasks done, side by side with those that are being done.
  record Start(List<Subtask> steps) implements Move {

    public Start {
      steps = List.copyOf(steps);
    }
  }

  /// Wait for one of those that are being done, until the time is up.
  record Await() implements Move {}

  /// Have the plan mended: what failed, and what waits for it, done in another way.
  record Repair() implements Move {}

  /// Make one answer of what is done; give up what is not.
  record Assemble(Ending why) implements Move {}

  /// Why a plan comes to its end.
  enum Ending {
    /// Every sub-task is done.
    COMPLETE,
    /// Some failed, and a repair was made or cannot be.
    FAILED,
    /// What is left would take too many tokens or cost too much.
    OVER_BUDGET,
    OUT_OF_TIME
  }
}
