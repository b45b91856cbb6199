package dev.asterism.stats;

/// How often at least one of k samples is right (Chen et al. 2021, arXiv 2107.03374).
///
/// That one is right says nothing about which: this is coverage, not selection.
public final class PassAtK {

  private PassAtK() {}

  /// {@return the unbiased estimate 1 - C(n - c, k) / C(n, k)}
  ///
  /// @param n samples seen
  /// @param c how many of them were right, from 0 to n
  /// @param k samples to be drawn, from 1 to n
  public static double of(int n, int c, int k) {
    if (c < 0 || c > n || k < 1 || k > n) {
      throw new IllegalArgumentException("needs 0 <= c <= n and 1 <= k <= n");
    }
    double none = 1;
    for (int i = 0; i < k; i++) {
      none *= Math.max(0, (double) (n - c - i) / (n - i));
    }
    return 1 - none;
  }
}
