package dev.asterism.stats;

/// Watches a stream of zeros and ones for ever, and always knows an interval for its mean.
///
/// A gambler bets against each possible mean m; under the true mean the wealth is a fair game, so
/// by Ville's inequality it ever reaches 1/alpha with probability at most alpha. The means against
/// which nobody grew rich are the confidence sequence: valid at every time at once, however often
/// one looks and whenever one stops (Waudby-Smith and Ramdas, "Estimating means of bounded random
/// variables by betting", arXiv 2010.09686, hedged capital with predictable plug-in bets).
public final class BettingSequence {

  private static final int CELLS = 250;
  private static final double TRUNCATION = 0.5;

  private final double alpha;
  private final double[] above = new double[CELLS + 1];
  private final double[] below = new double[CELLS + 1];
  private int count;
  private double sum;
  private double squares;

  /// @param alpha the probability allowed that the interval ever misses the mean, in (0, 1)
  public BettingSequence(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha lies in (0, 1), not " + alpha);
    }
    this.alpha = alpha;
  }

  /// Takes the next observation.
  public void add(boolean one) {
    double x = one ? 1 : 0;
    double bet = bet();
    for (int cell = 0; cell <= CELLS; cell++) {
      double m = mean(cell);
      above[cell] += Math.log1p(Math.min(bet, TRUNCATION / m) * (x - m));
      below[cell] += Math.log1p(-Math.min(bet, TRUNCATION / (1 - m)) * (x - m));
    }
    learn(x);
  }

  public int count() {
    return count;
  }

  /// {@return the lower end of the running interval}
  public double lower() {
    for (int cell = 0; cell <= CELLS; cell++) {
      if (above[cell] < Math.log(2 / alpha)) {
        return cell == 0 ? 0 : mean(cell - 1);
      }
    }
    return 1;
  }

  /// {@return the upper end of the running interval}
  public double upper() {
    for (int cell = CELLS; cell >= 0; cell--) {
      if (below[cell] < Math.log(2 / alpha)) {
        return cell == CELLS ? 1 : mean(cell + 1);
      }
    }
    return 0;
  }

  /// Depends on earlier observations only, as a bet must.
  private double bet() {
    double variance = (0.25 + squares) / (count + 1);
    int t = count + 1;
    return Math.sqrt(2 * Math.log(2 / alpha) / (variance * t * Math.log(1.0 + t)));
  }

  private void learn(double x) {
    count++;
    sum += x;
    double mean = (0.5 + sum) / (count + 1);
    squares += (x - mean) * (x - mean);
  }

  /// Cells lie closer together near zero, where risks live: means grow with the cell's square.
  private static double mean(int cell) {
    double share = (cell + 0.5) / (CELLS + 1);
    return share * share;
  }
}
