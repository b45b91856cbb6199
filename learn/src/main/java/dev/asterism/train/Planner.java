package dev.asterism.train;

import dev.asterism.model.Plan;
import dev.asterism.stats.Binomial;
import dev.asterism.train.CrossFit.Scored;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Plans a proof from cross-fitted scores: which thresholds to walk, and after how much fresh
/// traffic.
final class Planner {

  /// Standard deviations by which the errors seen are raised, for of many thresholds the luckiest
  /// looks best.
  private static final double CAUTION = 0.3;

  private static final int STEPS = 30;
  private static final double LIKELY = 0.6;

  /// No walk begins where fewer percent are answered.
  private static final int STRICTEST = 5;

  private static final int LEAST_FRESH = 100;

  /// Fresh traffic that a proof may take, however few examples were learnt from: it goes on beside
  /// those of later students.
  private static final int PATIENCE = 1_000;

  private static final int MOST_FRESH = 3_000;

  /// The share of the coverage that can be had for which a proof is expected to wait.
  private static final double WORTH_WAITING_FOR = 0.85;

  /// What is left of a level when a test looks often: it has the power of a single test at so much.
  private static final double LEFT = 0.25;

  /// Fresh traffic grows by this from one guess to the next.
  private static final double GROWTH = 1.15;

  /// The chance of being wrong at which no answer is given, in times eps; where that is more than
  /// one half, one half.
  private static final double MOST_UNSURE = 10;

  /// Coverage below which no proof is tried: a young student will soon be a better one.
  private static final double WORTH_SERVING = 0.3;

  private static final double WORTH_SERVING_YOUNG = 0.55;
  private static final int YOUNG = 2_000;

  private final List<Scored> scored;
  private final int[] errors;
  private final double[] expected;
  private final double eps;

  Planner(List<Scored> unsorted, double eps) {
    this.scored =
        unsorted.stream().sorted(Comparator.comparingDouble(Scored::score).reversed()).toList();
    this.eps = eps;
    this.errors = new int[scored.size() + 1];
    this.expected = new double[scored.size() + 1];
    for (int i = 0; i < scored.size(); i++) {
      errors[i + 1] = errors[i] + (scored.get(i).correct() ? 0 : 1);
      expected[i + 1] = expected[i] + 1 - scored.get(i).score();
    }
  }

  /// {@return the plan; empty where cross-fitting promises too little to be worth a proof}
  ///
  /// @param level the part of delta that the proof may spend
  Optional<Plan> plan(double accuracy, double level) {
    int fresh = fresh(WORTH_WAITING_FOR * limit(), level);
    int certified = certified(fresh, level);
    double worth = scored.size() < YOUNG ? WORTH_SERVING_YOUNG : WORTH_SERVING;
    if (certified < worth * scored.size()) {
      return Optional.empty();
    }
    List<Double> grid = grid(start(level));
    return Optional.of(
        new Plan(
            accuracy,
            (double) certified(mostFresh(), level) / scored.size(),
            grid,
            List.of(0),
            fresh,
            level));
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
    int most = mostFresh();
    for (int fresh = LEAST_FRESH; fresh < most; fresh = (int) Math.ceil(fresh * GROWTH)) {
      if (certified(fresh, level) >= wanted) {
        return fresh;
      }
    }
    return most;
  }

  private int mostFresh() {
    return Math.min(MOST_FRESH, Math.max(PATIENCE, scored.size()));
  }

  /// How many of the surest answers a proof on so much fresh traffic is expected to allow.
  private int certified(int fresh, double level) {
    int best = 0;
    for (int step = 1; step <= 100; step++) {
      int answered = scored.size() * step / 100;
      if (answered > 0 && power(answered, fresh, level) >= LIKELY) {
        best = answered;
      }
    }
    return best;
  }

  /// The probability that the test passes when so many of the surest are answered.
  private double power(int answered, int fresh, double level) {
    double share = (double) answered / scored.size();
    int n = (int) Math.round(fresh * share);
    // Few errors among the surest may be luck: what the scores promise steadies the count.
    double seen = (errors[answered] + expected[answered]) / 2 + 0.5;
    double risk = (seen + CAUTION * Math.sqrt(seen)) / (answered + 1);
    int allowed = allowed(n, LEFT * level);
    return allowed < 0 ? 0 : Binomial.atMost(allowed, n, risk);
  }

  /// How much fresh traffic the test is expected to take when so many of the surest are answered.
  private int wait(int answered, double level) {
    int most = mostFresh();
    int fresh = LEAST_FRESH;
    while (fresh < most && power(answered, fresh, level) < LIKELY) {
      fresh = (int) Math.ceil(fresh * GROWTH);
    }
    return fresh;
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

  /// How many of the surest are answered where the walk begins: where the test is likeliest to pass
  /// at about the time when it is expected to pass anywhere. A walk that begins stricter waits for
  /// answers, one that begins looser waits for luck.
  private int start(double level) {
    int soonest =
        IntStream.rangeClosed(STRICTEST, 100)
            .map(percent -> wait(answered(percent), level))
            .min()
            .orElseThrow();
    return IntStream.rangeClosed(STRICTEST, 100)
        .map(this::answered)
        .boxed()
        .max(Comparator.comparingDouble(answered -> powerAbout(soonest, answered, level)))
        .orElseThrow();
  }

  /// A power at one time jumps wherever one more error is allowed.
  private double powerAbout(int fresh, int answered, double level) {
    return DoubleStream.of(0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3)
        .map(times -> power(answered, (int) (times * fresh), level))
        .sum();
  }

  private int answered(int percent) {
    return Math.max(1, scored.size() * percent / 100);
  }

  private double threshold(int answered) {
    return scored.get(Math.min(answered, scored.size()) - 1).score();
  }

  private List<Double> grid(int begin) {
    int end = loosest(begin);
    TreeSet<Double> grid = new TreeSet<>(Comparator.reverseOrder());
    for (int step = 0; step <= STEPS; step++) {
      grid.add(threshold(begin + (int) ((long) (end - begin) * step / STEPS)));
    }
    return List.copyOf(grid);
  }

  /// Whether the least sure of so many answers is worth giving, whatever the average allows: one
  /// that is likely to be wrong is bad company for fifty that are right.
  private boolean isWorthGiving(int answered) {
    return scored.get(answered - 1).score() >= Math.max(0.5, 1 - MOST_UNSURE * eps);
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
