package dev.asterism.stats;

/// When enough of a vote has been counted: adaptive consistency (Aggarwal et al. 2023, arXiv
/// 2305.11860).
public final class AdaptiveConsistency {

  private AdaptiveConsistency() {}

  /// {@return the chance that the leading answer is more usual than the second one}
  ///
  /// P(p > 1/2) for p ~ Beta(lead + 1, second + 1), a uniform prior on the two; equal to P(Bin(lead
  /// + second + 1, 1/2) <= lead).
  ///
  /// @param lead votes for the leading answer
  /// @param second votes for the one after it, from 0 to `lead`
  public static double confidence(int lead, int second) {
    if (second < 0 || lead < second) {
      throw new IllegalArgumentException("needs 0 <= second <= lead");
    }
    return Binomial.atMost(lead, lead + second + 1, 0.5);
  }
}
