package dev.asterism.train;

/// What a student is held to.
///
/// @param eps the risk allowed, in (0, 1)
/// @param delta the probability that the risk is above eps all the same, in (0, 1)
/// @param seed of every random choice
/// @param budget what a student may take
public record LearningSettings(double eps, double delta, long seed, StudentBudget budget) {

  public LearningSettings {
    if (!(eps > 0 && eps < 1 && delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("eps and delta lie in (0, 1)");
    }
  }

  /// Of students that may take what they take on most machines.
  public LearningSettings(double eps, double delta, long seed) {
    this(eps, delta, seed, StudentBudget.GENEROUS);
  }
}
