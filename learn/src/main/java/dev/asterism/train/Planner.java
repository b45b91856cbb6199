package dev.asterism.train;

import dev.asterism.model.Plan;
import dev.asterism.stats.Binomial;
import dev.asterism.train.CrossFit.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Plans a proof from cross-fitted scores: which thresholds to walk, and after how much fresh
/// traffic.
final class Planner {

  /// Standard deviations by which the errors seen are raised, for of many thresholds the luckiest
  /// looks best.
  private static final double CAUTION = 0.3;

  private static final int STEPS = 30;
  private static final int LEAST_FRESH = 100;
  private static final int MOST_FRESH = 3_000;

  /// Shares of the coverage that can be had, for which the first looks wait.
  private static final double[] WORTH_WAITING_FOR = {0.5, 0.85};

  /// Later looks, for a proof that failed by bad luck: times the traffic of the one before.
  private static final double[] LATER = {1.6, 1.6};

  /// The chance of being wrong at which no answer is given, in times eps.
  private static final double MOST_UNSURE = 5;

  /// Coverage below which no proof is tried: a young student will soon be a better one.
  private static final double WORTH_SERVING = 0.3;

  private static final double WORTH_SERVING_YOUNG = 0.5;
  private static final int YOUNG = 2_000;

  /// Of delta, for each look.
  private static final double[] SHARES = {0.3, 0.4, 0.2, 0.1};

  private final List<Scored> scored;
  private final int[] errors;
  private final double eps;

  Planner(List<Scored> unsorted, double eps) {
    this.scored =
        unsorted.stream().sorted(Comparator.comparingDouble(Scored::score).reversed()).toList();
    this.eps = eps;
    this.errors = new int[scored.size() + 1];
    for (int i = 0; i < scored.size(); i++) {
      errors[i + 1] = errors[i] + (scored.get(i).correct() ? 0 : 1);
    }
  }

  /// {@return the plan; empty where cross-fitting promises too little to be worth a proof}
  ///
  /// @param level the part of delta that all looks together may spend
  Optional<Plan> plan(double accuracy, double level) {
    int most = limit();
    List<Integer> looks = looks(most, level);
    int fresh = looks.get(WORTH_WAITING_FOR.length - 1);
    int certified = certified(fresh, level * SHARES[WORTH_WAITING_FOR.length - 1]);
    double worth = scored.size() < YOUNG ? WORTH_SERVING_YOUNG : WORTH_SERVING;
    if (certified < worth * scored.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(
            accuracy,
            (double) certified / scored.size(),
            grid(looks.getFirst(), level * SHARES[0]),
            looks,
            Arrays.stream(SHARES).map(share -> share * level).boxed().toList()));
  }

  /// Soon for a student that serves some of the traffic, later for most of what it could serve.
  private List<Integer> looks(int limit, double level) {
    List<Integer> looks = new ArrayList<>();
    for (int look = 0; look < SHARES.length; look++) {
      int later = look - WORTH_WAITING_FOR.length;
      int wanted =
          later < 0
              ? fresh(WORTH_WAITING_FOR[look] * limit, level * SHARES[look])
              : (int) Math.ceil(looks.getLast() * LATER[later]);
      looks.add(looks.isEmpty() ? wanted : Math.max(wanted, looks.getLast() + LEAST_FRESH));
    }
    return looks;
  }

  /// How many of the surest answers can be given at the risk allowed.
  private int limit() {
    int most = 0;
    for (int answered = 1; answered <= scored.size(); answered++) {
      if (errors[answered] <= eps * answered && isWorthGiving(answered)) {
        most = answered;
      }
    }
    return most;
  }

  /// The least fresh traffic whose proof is expected to let so many of the surest be answered.
  private int fresh(double wanted, double level) {
    int most = Math.min(MOST_FRESH, Math.max(500, scored.size()));
    for (int fresh = LEAST_FRESH; fresh < most; fresh = (int) Math.ceil(fresh * 1.15)) {
      if (certified(fresh, level) >= wanted) {
        return fresh;
      }
    }
    return most;
  }

  /// How many of the surest answers a proof on so much fresh traffic is expected to allow.
  private int certified(int fresh, double level) {
    int best = 0;
    for (int step = 1; step <= 100; step++) {
      int answered = scored.size() * step / 100;
      if (answered > 0 && power(answered, fresh, level) >= 0.6) {
        best = answered;
      }
    }
    return best;
  }

  /// The probability that the test passes when so many of the surest are answered.
  private double power(int answered, int fresh, double level) {
    double share = (double) answered / scored.size();
    int n = (int) Math.round(fresh * share);
    double seen = errors[answered] + 0.5;
    double risk = (seen + CAUTION * Math.sqrt(seen)) / (answered + 1);
    int allowed = allowed(n, level);
    return allowed < 0 ? 0 : Binomial.atMost(allowed, n, risk);
  }

  /// The most disagreements among n answers with which the test passes; -1 if none pass.
  private int allowed(int n, double level) {
    int low = -1;
    int high = (int) (n * eps) + 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (Binomial.atMost(middle, n, eps) <= level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Begins where the test is likeliest to pass: a walk that begins stricter stops for want of
  /// answers.
  private List<Double> grid(int fresh, double level) {
    double best = -1;
    int begin = 1;
    for (int step = 5; step <= 100; step++) {
      int answered = Math.max(1, scored.size() * step / 100);
      double power = power(answered, fresh, level);
      if (power > best + 1e-3) {
        best = power;
        begin = answered;
      }
    }
    int end = loosest(begin);
    List<Double> grid = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      int answered = begin + (int) ((long) (end - begin) * step / STEPS);
      double threshold = scored.get(Math.min(answered, scored.size()) - 1).score();
      if (grid.isEmpty() || threshold < grid.getLast()) {
        grid.add(threshold);
      }
    }
    return grid;
  }

  /// Whether the least sure of so many answers is worth giving, whatever the average allows: one
  /// that is likely to be wrong is bad company for fifty that are right.
  private boolean isWorthGiving(int answered) {
    return scored.get(answered - 1).score() >= 1 - MOST_UNSURE * eps;
  }

  /// Past half again the risk allowed no walk will get.
  private int loosest(int begin) {
    int end = begin;
    for (int answered = begin; answered <= scored.size(); answered++) {
      if (errors[answered] <= 1.5 * eps * answered && isWorthGiving(answered)) {
        end = answered;
      }
    }
    return end;
  }
}
