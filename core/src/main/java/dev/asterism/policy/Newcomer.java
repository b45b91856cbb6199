package dev.asterism.policy;

import java.util.List;
import java.util.OptionalDouble;

/// What is expected of a model that was never asked, by its size beside those that were.
///
/// How hard questions are is told by the models that are known; what another size makes of them by
/// the rule that the log odds of a good answer rise in proportion to the logarithm of the effective
/// size, which is parameters times capacity density (Densing Law, arXiv 2412.04315; of a family of
/// models this holds well, of a single one it is a guess, to be replaced by its outcomes).
public final class Newcomer {

  /// Log odds for each factor of e in size. Fitted on the recorded outcomes of 49 models whose
  /// names tell their parameters: 0.45 to 0.65 by data set, 0.52 over all.
  private static final double SLOPE = 0.5;

  private Newcomer() {}

  /// A model of which something is known.
  ///
  /// @param size effective parameters, greater than 0, in any unit that all share
  /// @param quality how likely its answer is good, in [0, 1]
  /// @param outcomes that tell so, at least 1
  public record Known(double size, double quality, int outcomes) {

    public Known {
      if (!(size > 0 && quality >= 0 && quality <= 1) || outcomes < 1) {
        throw new IllegalArgumentException(
            "what is known of a model is a size above 0, a quality in [0, 1] and outcomes");
      }
    }

    /// Nothing is sure after so many outcomes.
    private double logOdds() {
      double least = 1.0 / (outcomes + 2);
      double odds = Math.clamp(quality, least, 1 - least);
      return Math.log(odds / (1 - odds));
    }

    private double logOdds(double otherSize) {
      return logOdds() + SLOPE * Math.log(otherSize / size);
    }
  }

  /// {@return how likely the answer of a model of a size is good, in (0, 1): what those that are
  /// known let expect, each counted by its outcomes; empty where none is known}
  public static OptionalDouble expected(double size, List<Known> known) {
    double weight = known.stream().mapToDouble(Known::outcomes).sum();
    if (known.isEmpty() || !(size > 0)) {
      return OptionalDouble.empty();
    }
    double logOdds = known.stream().mapToDouble(it -> it.outcomes() * it.logOdds(size)).sum();
    return OptionalDouble.of(1 / (1 + Math.exp(-logOdds / weight)));
  }
}
