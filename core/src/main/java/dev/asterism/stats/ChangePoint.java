package dev.asterism.stats;

import java.util.List;

/// Finds where a stream of zeros and ones began to hold more ones.
public final class ChangePoint {

  private ChangePoint() {}

  /// {@return the index of the first observation after the change: the split that makes the stream
  /// likeliest when each side has a rate of its own (the maximum-likelihood change point of a
  /// Bernoulli sequence, Hinkley and Hinkley 1970); 0 where no split has the higher rate behind it}
  public static int rise(List<Boolean> ones) {
    int all = ones.size();
    int total = (int) ones.stream().filter(one -> one).count();
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    int before = 0;
    for (int split = 1; split < all; split++) {
      before += ones.get(split - 1) ? 1 : 0;
      int after = total - before;
      double likelihood = likelihood(before, split) + likelihood(after, all - split);
      boolean rises = (double) after / (all - split) > (double) before / split;
      if (rises && likelihood > most) {
        most = likelihood;
        best = split;
      }
    }
    return best;
  }

  /// The logarithm of the likelihood of `ones` among `all` under their own rate.
  private static double likelihood(int ones, int all) {
    return weigh(ones, all) + weigh(all - ones, all);
  }

  private static double weigh(int some, int all) {
    return some == 0 ? 0 : some * Math.log((double) some / all);
  }
}
