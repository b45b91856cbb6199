package dev.asterism.stats;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Watches a stream of symbols for ever and tells whether their mix has changed.
///
/// Each symbol gets a conformal p-value: its place, among all seen so far, in the order of how rare
/// they are. As long as the order of the stream carries no meaning the p-values are independent and
/// uniform, and a gambler who bets against that cannot expect to win: by Ville's inequality the
/// wealth ever reaches 1/alpha with probability at most alpha, however often one looks. The gambler
/// is the *simple jumper* (Vovk et al. 2021, "Retrain or not retrain: conformal test martingales
/// for change-point detection", PMLR 152): a third of the stake bets on small p-values, a third on
/// large ones, a third keeps its money, and at each step a hundredth changes sides.
public final class ExchangeabilityTest {

  private static final double JUMP = 0.01;

  /// Symbols are told apart by so many buckets: memory and time stay bounded, and a stream in which
  /// every symbol is new is as exchangeable as any.
  private static final int BUCKETS = 512;

  private final double alpha;
  private final SplittableRandom ties;
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final double[] stakes = {1 / 3.0, 1 / 3.0, 1 / 3.0};
  private int count;
  private boolean changed;

  /// @param alpha the probability allowed of ever seeing a change where there is none, in (0, 1)
  /// @param seed breaks ties between symbols that are equally rare
  public ExchangeabilityTest(double alpha, long seed) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha lies in (0, 1), not " + alpha);
    }
    this.alpha = alpha;
    this.ties = new SplittableRandom(seed);
  }

  /// Takes the next symbol.
  public void add(String symbol) {
    int bucket = Math.floorMod(symbol.hashCode() * 0x9E3779B1, BUCKETS);
    int times = counts.merge(bucket, 1, Integer::sum);
    count++;
    bet(place(times));
  }

  /// {@return whether the mix was shown to have changed, with confidence 1 - alpha}
  public boolean changed() {
    return changed;
  }

  public int count() {
    return count;
  }

  /// {@return how many times its first stake the gambler holds now}
  public double wealth() {
    return stakes[0] + stakes[1] + stakes[2];
  }

  /// The share of all seen that are rarer, ties broken at random: uniform in [0, 1].
  private double place(int times) {
    int rarer = 0;
    int equal = 0;
    for (int other : counts.values()) {
      rarer += other < times ? other : 0;
      equal += other == times ? other : 0;
    }
    return (rarer + ties.nextDouble() * equal) / count;
  }

  private void bet(double p) {
    double wealth = wealth();
    for (int side = 0; side < stakes.length; side++) {
      double moved = (1 - JUMP) * stakes[side] + JUMP / stakes.length * wealth;
      stakes[side] = moved * (1 + (side - 1) * (p - 0.5));
    }
    changed |= wealth() >= 1 / alpha;
  }
}
