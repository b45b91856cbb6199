package dev.asterism.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tests again and again, as answers come in, whether a risk is at most p.
///
/// The test looks where it can first pass without an error, then where it can with one, with two,
/// and so on; there it passes if no more went wrong. These numbers of answers are worked out
/// exactly, from the distribution of the errors in a world of risk p that has not passed at an
/// earlier look: in a world of risk p or more, the probability of ever passing is at most `level`
/// (a group-sequential binomial test; Jennison and Turnbull, "Group Sequential Methods", 2000,
/// chapter 12). So whoever looks often pays far less than when each look were a test of its own.
public final class SequentialBinomial {

  /// From some errors on, a look for every single one would bring nothing.
  private static final double GROWTH = 1.2;

  /// Looks beyond these bring little, and what is kept for them is missing at those before.
  private static final int MOST_ANSWERS = 20_000;

  private static final int MOST_ERRORS = 150;

  /// The first look spends one part in so many and one of the level, and what the i-th spends falls
  /// as its square does: most where a good student is told, and something for those that are only
  /// just good enough.
  private static final double PATIENCE = 4;

  private final int[] looks;
  private final int[] allowed;

  private SequentialBinomial(int[] looks, int[] allowed) {
    this.looks = looks;
    this.allowed = allowed;
  }

  /// Takes milliseconds: keep it.
  ///
  /// @param p the risk tested for, in (0, 1)
  /// @param level the probability allowed of ever passing where the risk is p or more; 0 never
  ///   passes
  public static SequentialBinomial of(double p, double level) {
    if (!(p > 0 && p < 1) || !(level >= 0 && level < 1)) {
      throw new IllegalArgumentException("needs a risk in (0, 1) and a level in [0, 1)");
    }
    List<Integer> looks = new ArrayList<>();
    List<Integer> allowed = new ArrayList<>();
    if (level > 0) {
      plan(p, level, looks, allowed);
    }
    return new SequentialBinomial(
        looks.stream().mapToInt(n -> n).toArray(), allowed.stream().mapToInt(k -> k).toArray());
  }

  private static void plan(double p, double level, List<Integer> looks, List<Integer> allowed) {
    List<Integer> each = errors();
    // The chance of each number of errors, not having passed before; more are let go.
    double[] chances = new double[MOST_ERRORS + 1];
    chances[0] = 1;
    double spent = 0;
    int n = 0;
    for (int look = 1; look <= each.size(); look++) {
      int errors = each.get(look - 1);
      double budget = level * share(look) / share(each.size());
      while (spent + atMost(errors, chances) > budget) {
        if (n == MOST_ANSWERS) {
          return;
        }
        n++;
        answer(chances, p);
      }
      looks.add(n);
      allowed.add(errors);
      spent += atMost(errors, chances);
      Arrays.fill(chances, 0, errors + 1, 0);
    }
  }

  private static List<Integer> errors() {
    List<Integer> each = new ArrayList<>();
    for (int errors = 0;
        errors <= MOST_ERRORS;
        errors = Math.max(errors + 1, (int) (errors * GROWTH))) {
      each.add(errors);
    }
    return each;
  }

  /// Of endlessly many looks, what the first ones may spend.
  private static double share(int looks) {
    return looks / (looks + PATIENCE);
  }

  private static double atMost(int errors, double[] chances) {
    double sum = 0;
    for (int k = 0; k <= errors; k++) {
      sum += chances[k];
    }
    return sum;
  }

  /// One more answer comes in.
  private static void answer(double[] chances, double p) {
    for (int k = chances.length - 1; k > 0; k--) {
      chances[k] = chances[k] * (1 - p) + chances[k - 1] * p;
    }
    chances[0] *= 1 - p;
  }

  /// {@return whether the test passed at any of its looks so far}
  ///
  /// @param errors how many of the first n answers went wrong, at place n; of none at place 0
  public boolean everPasses(int[] errors) {
    for (int look = 0; look < looks.length && looks[look] < errors.length; look++) {
      if (errors[looks[look]] <= allowed[look]) {
        return true;
      }
    }
    return false;
  }

  /// {@return the numbers of answers at which the test looks, rising}
  public List<Integer> looks() {
    return Arrays.stream(looks).boxed().toList();
  }

  /// {@return the most errors with which the test passes at each look, rising}
  public List<Integer> allowed() {
    return Arrays.stream(allowed).boxed().toList();
  }
}
