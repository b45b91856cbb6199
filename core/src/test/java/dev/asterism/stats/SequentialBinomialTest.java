package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequentialBinomialTest {

  /// The worst world is the one whose risk is just what is tested for.
  @Test
  void aRiskThatIsTooHighPassesAtAnyLookNoMoreOftenThanTheLevel() {
    for (double p : new double[] {0.01, 0.02, 0.05, 0.2}) {
      for (double level : new double[] {0.05, 0.005}) {
        SequentialBinomial test = SequentialBinomial.of(p, level);
        assertThat(share(test, p, 20_000)).isLessThan(level + 3 * Math.sqrt(level / 20_000));
      }
    }
  }

  @Test
  void nearlyAllOfTheLevelIsSpent() {
    assertThat(share(SequentialBinomial.of(0.02, 0.05), 0.02, 20_000))
        .isCloseTo(0.05, within(0.01));
  }

  @Test
  void aRiskFarBelowPassesSoonAndOneJustBelowLate() {
    SequentialBinomial test = SequentialBinomial.of(0.02, 0.05);
    assertThat(share(test, 0.002, 2_000)).isGreaterThan(0.999);
    assertThat(share(test, 0.014, 2_000)).isGreaterThan(0.9);
  }

  @Test
  void withoutErrorsItPassesAtMostAtTwiceTheAnswersThatASingleTestNeeds() {
    SequentialBinomial test = SequentialBinomial.of(0.02, 0.05);
    int first =
        test.looks().stream()
            .filter(n -> test.everPasses(new int[n + 1]))
            .mapToInt(n -> n)
            .min()
            .orElseThrow();
    assertThat(first).isBetween(149, 298);
  }

  @Test
  void aLevelOfNothingNeverPasses() {
    assertThat(SequentialBinomial.of(0.02, 0).looks()).isEmpty();
  }

  @Test
  void moreErrorsAreAllowedAmongMoreAnswers() {
    List<Integer> allowed = SequentialBinomial.of(0.03, 0.01).allowed();
    for (int look = 1; look < allowed.size(); look++) {
      assertThat(allowed.get(look)).isGreaterThanOrEqualTo(allowed.get(look - 1));
    }
  }

  /// {@return the share of worlds in which the test ever passes}
  private static double share(SequentialBinomial test, double risk, int worlds) {
    Random random = new Random(5);
    int passed = 0;
    int[] errors = new int[test.looks().getLast() + 1];
    for (int world = 0; world < worlds; world++) {
      int n = 0;
      int k = 0;
      for (int look : test.looks()) {
        k += errors(random, look - n, risk);
        n = look;
        errors[n] = k;
      }
      passed += test.everPasses(errors) ? 1 : 0;
    }
    return (double) passed / worlds;
  }

  /// Skips from error to error, for errors are rare.
  private static int errors(Random random, int answers, double risk) {
    int errors = 0;
    double at = -1;
    while (true) {
      at += 1 + Math.floor(Math.log(1 - random.nextDouble()) / Math.log1p(-risk));
      if (at >= answers) {
        return errors;
      }
      errors++;
    }
  }
}
