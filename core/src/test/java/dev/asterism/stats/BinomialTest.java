package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class BinomialTest {

  @Test
  void cumulativeProbabilitiesAgreeWithAnotherImplementation() {
    Random random = new Random(1);
    for (int world = 0; world < 5_000; world++) {
      int n = 1 + random.nextInt(5_000);
      int k = random.nextInt(n + 1);
      double p = Math.pow(random.nextDouble(), 3);
      assertThat(Binomial.atMost(k, n, p))
          .as("k %d n %d p %s", k, n, p)
          .isCloseTo(BinomialDistribution.of(n, p).cumulativeProbability(k), within(1e-9));
    }
  }

  @Test
  void upperBoundsAgreeWithTheBetaQuantile() {
    Random random = new Random(2);
    for (int world = 0; world < 500; world++) {
      int n = 1 + random.nextInt(3_000);
      int k = random.nextInt(n);
      double level = 0.001 + 0.2 * random.nextDouble();
      assertThat(Binomial.upperBound(k, n, level))
          .as("k %d n %d level %s", k, n, level)
          .isCloseTo(
              BetaDistribution.of(k + 1.0, n - k).inverseSurvivalProbability(level), within(1e-7));
    }
  }

  @Test
  void noDisagreementsNeedTheKnownNumbersOfAnswers() {
    assertThat(Binomial.upperBound(0, 299, 0.05)).isLessThanOrEqualTo(0.01);
    assertThat(Binomial.upperBound(0, 298, 0.05)).isGreaterThan(0.01);
    assertThat(Binomial.upperBound(0, 149, 0.05)).isLessThanOrEqualTo(0.02);
    assertThat(Binomial.upperBound(5, 5, 0.05)).isEqualTo(1);
  }
}
