package dev.asterism.policy;

import java.util.List;
import java.util.OptionalDouble;

/// Whether an answer is given again to a question that is like the one that it was given to.
///
/// Pure: depends on what was proved, on how like the questions are, and on a coin alone.
///
/// @param threshold likeness from which kept answers were proved to be wrong seldom enough; empty
///   where that is not proved
/// @param checking share of the requests that the policy answers in any case, so that what is kept
///   can be held against what it says, in [0, 1]
public record Recall(OptionalDouble threshold, double checking) {

  /// Nothing is proved: everything is held against what the policy says.
  public static final Recall UNPROVED = new Recall(OptionalDouble.empty(), 1);

  /// The thresholds that may be proved, strictest first: fixed for everybody, before any traffic is
  /// seen.
  public static final List<Double> THRESHOLDS =
      List.of(0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.90, 0.88, 0.86, 0.84, 0.82, 0.80);

  /// Where in them walks begin: the strictest may be met too seldom to be proved.
  public static final List<Integer> STARTS = List.of(0, 3, 8);

  public Recall {
    if (!(checking >= 0 && checking <= 1)) {
      throw new IllegalArgumentException("a share lies in [0, 1]");
    }
  }

  /// What to do with a request.
  public enum Step {
    /// The kept answer is given.
    GIVE,
    /// The policy answers, and the kept answer is held against what it says.
    CHECK,
    /// The policy answers; no kept answer is near enough to show anything.
    ASK
  }

  /// {@return the next step}
  ///
  /// @param likeness of the nearest question of which an answer is kept
  /// @param coin in [0, 1), drawn without a look at the request
  public Step decide(double likeness, double coin) {
    if (likeness < THRESHOLDS.getLast()) {
      return Step.ASK;
    }
    if (coin < checking) {
      return Step.CHECK;
    }
    return threshold.isPresent() && likeness >= threshold.getAsDouble() ? Step.GIVE : Step.ASK;
  }
}
