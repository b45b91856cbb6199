package dev.asterism.train;

/// What a student is held to.
///
/// @param eps the risk allowed, in (0, 1)
/// @param delta the probability that the risk is above eps all the same, in (0, 1)
/// @param seed of every random choice
/// @param tolerance how many more of a student's answers may be wrong, cross-fitted and as a share
///   of all, for it to be smaller, in [0, 1)
/// @param budget what a student may take
public record LearningSettings(
    double eps, double delta, long seed, double tolerance, StudentBudget budget) {

  /// A fifth of a point.
  public static final double TOLERANCE = 0.002;

  public LearningSettings {
    if (!(eps > 0 && eps < 1 && delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("eps and delta lie in (0, 1)");
    }
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("the tolerance lies in [0, 1)");
    }
  }

  /// Of students as small as most want them, that may take what they take on most machines.
  public LearningSettings(double eps, double delta, long seed) {
    this(eps, delta, seed, TOLERANCE, StudentBudget.GENEROUS);
  }
}
