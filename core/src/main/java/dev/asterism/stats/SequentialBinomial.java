package dev.asterism.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tests again and again, as answers come in, whether a risk is at most p.
///
/// The test looks at fixed numbers of answers, each a fifth more than the one before, and passes at
/// the first of them where few enough went wrong. How few is worked out exactly, from the
/// distribution of the errors in a world of risk p that has not passed at an earlier look: in a
/// world of risk p or more, the probability of ever passing is at most `level` (a group-sequential
/// binomial test; Jennison and Turnbull, "Group Sequential Methods", 2000, chapter 12). So whoever
/// looks often pays far less than when each look were a test of its own.
public final class SequentialBinomial {

  private static final double GROWTH = 1.2;

  /// Looks beyond these bring little, and what is kept for them is missing at those before.
  private static final int MOST_ANSWERS = 20_000;

  private static final int MOST_ERRORS = 150;

  /// How fast `level` is spent: below 1, more of it early, where a good student can be told soon.
  private static final double HASTE = 0.7;

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
    int[] looks = level == 0 ? new int[0] : looks(p, level);
    return new SequentialBinomial(looks, allowed(p, level, looks));
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

  /// {@return the most errors with which the test passes at each look; -1 where it cannot pass}
  public List<Integer> allowed() {
    return Arrays.stream(allowed).boxed().toList();
  }

  private static int[] looks(double p, double level) {
    int first = (int) Math.ceil(Math.log(level) / Math.log1p(-p));
    int last = (int) Math.min(MOST_ANSWERS, Math.max(2.0 * first, MOST_ERRORS / p));
    List<Integer> looks = new ArrayList<>();
    for (int n = first; n <= last; n = (int) Math.ceil(n * GROWTH)) {
      looks.add(n);
    }
    return looks.stream().mapToInt(n -> n).toArray();
  }

  private static int[] allowed(double p, double level, int[] looks) {
    int[] allowed = new int[looks.length];
    int most = looks.length == 0 ? 0 : (int) (p * looks[looks.length - 1]) + 1;
    // The chance of each number of errors, not having passed before.
    double[] chances = new double[most + 1];
    chances[0] = 1;
    double spent = 0;
    int before = 0;
    for (int look = 0; look < looks.length; look++) {
      chances = after(chances, looks[look] - before, p);
      before = looks[look];
      double budget = level * Math.pow((look + 1.0) / looks.length, HASTE);
      int errors = -1;
      while (errors + 1 < chances.length && spent + chances[errors + 1] <= budget) {
        errors++;
        spent += chances[errors];
        chances[errors] = 0;
      }
      allowed[look] = errors;
    }
    return allowed;
  }

  /// {@return the chances after so many more answers; larger numbers of errors never pass and are
  /// let go}
  private static double[] after(double[] chances, int answers, double p) {
    double[] more = new double[Math.min(answers, chances.length - 1) + 1];
    for (int k = 0; k < more.length; k++) {
      more[k] =
          Math.exp(
              Binomial.logGamma(answers + 1.0)
                  - Binomial.logGamma(k + 1.0)
                  - Binomial.logGamma(answers - k + 1.0)
                  + k * Math.log(p)
                  + (answers - k) * Math.log1p(-p));
    }
    double[] after = new double[chances.length];
    for (int k = 0; k < chances.length; k++) {
      if (chances[k] > 0) {
        for (int j = 0; j < more.length && k + j < after.length; j++) {
          after[k + j] += chances[k] * more[j];
        }
      }
    }
    return after;
  }
}
