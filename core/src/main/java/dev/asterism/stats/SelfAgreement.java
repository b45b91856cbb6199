package dev.asterism.stats;

/// How far a teacher that was asked the same twice agrees with itself, and what that means for
/// whoever learns from it.
///
/// @param n questions asked twice
/// @param k how many of them were answered in two ways
public record SelfAgreement(int n, int k) {

  public SelfAgreement {
    if (k < 0 || n < k) {
      throw new IllegalArgumentException("self-agreement needs 0 <= k <= n");
    }
  }

  /// {@return the share of questions answered in two ways, as it was seen; 0 where none was asked}
  public double differing() {
    return n == 0 ? 0 : (double) k / n;
  }

  /// {@return a lower bound on that share (Clopper-Pearson)}
  ///
  /// @param level the probability allowed that the share is lower all the same, in (0, 1)
  public double differingAtLeast(double level) {
    return n == 0 ? 0 : 1 - Binomial.upperBound(n - k, n, level);
  }

  /// {@return the greatest coverage that any student can have, however good, whose answers may
  /// differ in at most `eps`; 1 where the teacher's noise leaves room for all}
  ///
  /// A question that is answered in two ways with probability d is one on which the likeliest
  /// answer itself differs with probability of at least d / 2: with p the likeliest answer's
  /// probability, d is at most 1 - p^2, which is at most 2 (1 - p). So what all answers differ in
  /// is d / 2 or more, and leaving a share `a` of them out lessens that by at most `a`: d / 2 - a
  /// <= eps (1 - a).
  ///
  /// @param level the probability allowed that the ceiling is higher all the same
  public double ceiling(double eps, double level) {
    return Math.min(1, (1 - differingAtLeast(level) / 2) / (1 - eps));
  }
}
