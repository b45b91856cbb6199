package dev.asterism.stats;

/// Exact evidence from counts: how many of n went wrong, and what that says of the true rate.
public final class Binomial {

  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-15;
  private static final int MOST_STEPS = 1_000;

  private Binomial() {}

  /// {@return P(X <= k) for X ~ Bin(n, p)}
  ///
  /// @param n trials, at least 0
  /// @param p chance of each, in [0, 1]
  public static double atMost(int k, int n, double p) {
    if (k < 0) {
      return 0;
    }
    if (k >= n || p <= 0) {
      return 1;
    }
    return p >= 1 ? 0 : incompleteBeta(n - k, k + 1.0, 1 - p);
  }

  /// {@return the Clopper-Pearson upper bound: the p with P(Bin(n, p) <= k) = level}
  ///
  /// With probability at least 1 - level the true rate is not above it (Clopper and Pearson 1934).
  ///
  /// @param level in (0, 1)
  public static double upperBound(int k, int n, double level) {
    if (k < 0 || n < k || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException("needs 0 <= k <= n and a level in (0, 1)");
    }
    if (k == n) {
      return 1;
    }
    double low = (double) k / n;
    double high = 1;
    // P(Bin(n, p) <= k) falls in p, so halving finds the crossing to machine precision.
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (atMost(k, n, middle) > level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /// The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz and
  /// Stegun 26.5.8), evaluated by Lentz's method.
  static double incompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    // The fraction converges fast only left of the mean; the other side is its mirror image.
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - incompleteBeta(b, a, 1 - x);
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return front * fraction(a, b, x) / a;
  }

  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = inverse(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= MOST_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = inverse(1 + even * d);
      c = apart(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = inverse(1 + odd * d);
      c = apart(1 + odd / c);
      double factor = d * c;
      value *= factor;
      if (Math.abs(factor - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double apart(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  private static double inverse(double value) {
    return 1 / apart(value);
  }

  /// ln Gamma(x) for x > 0: Stirling's series after shifting x above 15.
  static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 15) {
      shift -= Math.log(z);
      z++;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
  }
}
