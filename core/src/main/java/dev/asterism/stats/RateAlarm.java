package dev.asterism.stats;

import java.util.ArrayDeque;

/// Watches a stream of zeros and ones for ever and tells, soon after it happens, that their rate is
/// above a limit.
///
/// Gamblers bet that the rate is 1.5, 2, 4 or 8 times the limit (each multiplies its stake by the
/// likelihood ratio), and a new team of them starts every 16 observations with a part of the stake
/// that was kept for it: the k-th with 6 / (pi k)^2, all together 1. While the rate is within the
/// limit none can expect to win, so by Ville's inequality the wealth of all ever reaches 1/alpha
/// with probability at most alpha. Late starters owe nothing to a long good past, so a rate that
/// rises late is found about as soon as one that was high from the start. (A mixture over starting
/// times of e-processes, Shin, Ramdas and Rinaldo 2022, "E-detectors", arXiv 2203.03532, here
/// weighted to hold for ever.)
public final class RateAlarm {

  private static final double[] TIMES = {1.5, 2, 4, 8};
  private static final int APART = 16;

  /// Older teams are let go with what they hold: giving wealth away is always allowed.
  private static final int MOST_TEAMS = 256;

  private final double alpha;
  private final double[] byOne = new double[TIMES.length];
  private final double[] byZero = new double[TIMES.length];
  private final ArrayDeque<double[]> teams = new ArrayDeque<>();
  private double unspent = 1;
  private int count;
  private int started;
  private boolean raised;

  /// @param alpha the probability allowed of ever raising the alarm while the rate is within the
  ///   limit, in (0, 1)
  /// @param limit in (0, 1)
  public RateAlarm(double alpha, double limit) {
    if (!(alpha > 0 && alpha < 1 && limit > 0 && limit < 1)) {
      throw new IllegalArgumentException("alpha and the limit lie in (0, 1)");
    }
    this.alpha = alpha;
    for (int i = 0; i < TIMES.length; i++) {
      double rate = Math.min(TIMES[i] * limit, (1 + limit) / 2);
      byOne[i] = rate / limit;
      byZero[i] = (1 - rate) / (1 - limit);
    }
  }

  /// Takes the next observation.
  public void add(boolean one) {
    if (raised) {
      return;
    }
    if (count++ % APART == 0) {
      begin();
    }
    double[] factors = one ? byOne : byZero;
    for (double[] team : teams) {
      for (int i = 0; i < team.length; i++) {
        team[i] *= factors[i];
      }
    }
    raised = wealth() >= 1 / alpha;
  }

  /// {@return whether the rate was shown to be above the limit, with confidence 1 - alpha}
  public boolean raised() {
    return raised;
  }

  /// {@return how many times their stake the gamblers hold together; 1 before the first
  /// observation}
  public double wealth() {
    double wealth = unspent;
    for (double[] team : teams) {
      for (double stake : team) {
        wealth += stake;
      }
    }
    return wealth;
  }

  private void begin() {
    started++;
    double stake = 6 / (Math.PI * Math.PI * started * started);
    unspent = Math.max(0, unspent - stake);
    double[] team = new double[TIMES.length];
    java.util.Arrays.fill(team, stake / TIMES.length);
    teams.add(team);
    if (teams.size() > MOST_TEAMS) {
      teams.removeFirst();
    }
  }
}
