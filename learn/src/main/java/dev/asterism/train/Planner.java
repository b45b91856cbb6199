package dev.asterism.train;

import dev.asterism.model.Plan;
import dev.asterism.stats.Binomial;
import dev.asterism.train.CrossFit.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Plans a proof from cross-fitted scores: which thresholds to walk, and after how much fresh
/// traffic.
final class Planner {

  private static final int STEPS = 30;
  private static final int LEAST_FRESH = 100;
  private static final int MOST_FRESH = 3_000;
  private static final double WORTH_WAITING_FOR = 0.85;
  private static final double WORTH_SERVING = 0.4;
  private static final double[] LOOKS = {1, 1.5, 2.5};
  private static final double[] SHARES = {0.6, 0.25, 0.15};

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
    double first = level * SHARES[0];
    int fresh = fresh(most, first);
    int certified = certified(fresh, first);
    if (certified < WORTH_SERVING * scored.size()) {
      return Optional.empty();
    }
    List<Integer> looks = new ArrayList<>();
    List<Double> levels = new ArrayList<>();
    for (int look = 0; look < LOOKS.length; look++) {
      looks.add((int) Math.ceil(fresh * LOOKS[look]));
      levels.add(level * SHARES[look]);
    }
    return Optional.of(
        new Plan(accuracy, (double) certified / scored.size(), grid(fresh, first), looks, levels));
  }

  /// How many of the surest answers can be given at the risk allowed.
  private int limit() {
    int most = 0;
    for (int answered = 1; answered <= scored.size(); answered++) {
      if (errors[answered] <= eps * answered) {
        most = answered;
      }
    }
    return most;
  }

  /// The least fresh traffic whose proof is expected to reach most of the limit.
  private int fresh(int limit, double level) {
    int most = Math.min(MOST_FRESH, Math.max(500, scored.size()));
    for (int fresh = LEAST_FRESH; fresh < most; fresh = (int) Math.ceil(fresh * 1.15)) {
      if (certified(fresh, level) >= WORTH_WAITING_FOR * limit) {
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
    double risk = (errors[answered] + 0.5) / (answered + 1);
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

  /// Past half again the risk allowed no walk will get.
  private int loosest(int begin) {
    int end = begin;
    for (int answered = begin; answered <= scored.size(); answered++) {
      if (errors[answered] <= 1.5 * eps * answered) {
        end = answered;
      }
    }
    return end;
  }
}
