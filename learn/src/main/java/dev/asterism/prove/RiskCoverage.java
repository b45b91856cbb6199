package dev.asterism.prove;

import dev.asterism.prove.Prover.Shadow;
import dev.asterism.stats.Binomial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a student would answer, and how often it would differ, from each threshold on: the
/// risk-coverage curve (El-Yaniv and Wiener 2010) of some of its traffic.
///
/// To look at and to choose from, not a proof: each point's bound holds by itself, and whoever
/// picks the best of many points has less confidence than that of one.
public final class RiskCoverage {

  private RiskCoverage() {}

  /// One threshold.
  ///
  /// @param threshold the least score that is answered, in [0, 1]
  /// @param n how many requests are answered from it on
  /// @param k how many of those answers differ from the reference
  /// @param bound on the risk, Clopper and Pearson's at the level asked for
  public record Point(double threshold, int n, int k, double bound) {}

  /// {@return the points from the strictest threshold to the loosest, which answers everything}
  ///
  /// @param level in (0, 1)
  /// @param most points that are kept, evenly spread over the answers; 2 at least
  public static List<Point> of(List<Shadow> shadows, double level, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("a curve needs two points at least");
    }
    List<Shadow> surest =
        shadows.stream().sorted(Comparator.comparingDouble(Shadow::score).reversed()).toList();
    List<Point> points = new ArrayList<>();
    int differing = 0;
    int kept = 0;
    for (int n = 1; n <= surest.size(); n++) {
      Shadow shadow = surest.get(n - 1);
      differing += shadow.agrees() ? 0 : 1;
      boolean last = n == surest.size();
      // No threshold stands between equal scores.
      boolean apart = last || surest.get(n).score() < shadow.score();
      int due = (int) ((long) n * most / surest.size());
      if (apart && (due > kept || last)) {
        kept = due;
        double bound = Binomial.upperBound(differing, n, level);
        points.add(new Point(shadow.score(), n, differing, bound));
      }
    }
    return List.copyOf(points);
  }
}
