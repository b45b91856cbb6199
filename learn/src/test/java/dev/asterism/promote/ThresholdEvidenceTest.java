package dev.asterism.promote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.prove.Prover;
import dev.asterism.stats.Binomial;
import dev.asterism.trace.Comparison;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Simulated worlds in which the true risk from every likeness on is known: likenesses are uniform
/// from 0.8 to 1, and a kept answer of likeness s differs with probability `worst * (1 - s) / 0.2`,
/// so that among those from t on `worst * (1 - t) / 0.4` differ.
class ThresholdEvidenceTest {

  private static final double EPS = 0.05;
  private static final double DELTA = 0.05;
  private static final Prover PROVER = new Prover(EPS, DELTA, OptionalDouble.empty());
  private static final List<Double> THRESHOLDS = List.of(0.96, 0.92, 0.88, 0.84, 0.80);
  private static final List<Integer> STARTS = List.of(0, 2);
  private static final int LOOKED_EVERY = 25;

  private static ThresholdEvidence evidence() {
    return new ThresholdEvidence(PROVER, EPS, DELTA, THRESHOLDS, STARTS);
  }

  private static double risk(double worst, double threshold) {
    return worst * (1 - threshold) / 0.4;
  }

  /// One world, as a server lives through it: it looks now and then, answers from what is proved
  /// on, holds against the policy what the coin draws, and goes on for ever.
  ///
  /// @return whether it ever answered at a risk above eps; empty where it never answered
  private static Outcome live(Random random, double worst, int requests) {
    ThresholdEvidence evidence = evidence();
    OptionalDouble threshold = OptionalDouble.empty();
    double checking = 1;
    boolean answered = false;
    boolean wrong = false;
    for (int i = 1; i <= requests; i++) {
      double likeness = 0.8 + 0.2 * random.nextDouble();
      boolean agrees = random.nextDouble() >= worst * (1 - likeness) / 0.2;
      if (random.nextDouble() < checking) {
        evidence.add(
            new Comparison("help", "scope", evidence.attempt(), likeness, agrees, threshold));
      }
      if (i % LOOKED_EVERY == 0) {
        threshold = evidence.threshold();
        checking = evidence.checking();
        answered |= threshold.isPresent();
        wrong |= threshold.isPresent() && risk(worst, threshold.getAsDouble()) > EPS;
      }
    }
    return new Outcome(answered, wrong, evidence.attempt());
  }

  private record Outcome(boolean answered, boolean wrong, int attempts) {}

  @Test
  void atWhateverTimeOneStopsTheRiskIsAboveEpsAtMostAsOftenAsDeltaSays() {
    int worlds = 10_000;
    int wrong = 0;
    int answered = 0;
    Random random = new Random(21);
    for (int world = 0; world < worlds; world++) {
      Outcome outcome = live(random, 0.06 + 0.4 * random.nextDouble(), 1_500);
      answered += outcome.answered() ? 1 : 0;
      wrong += outcome.wrong() ? 1 : 0;
    }
    System.out.printf("answering %d, above eps %d of %d worlds%n", answered, wrong, worlds);
    // Where delta is kept, so many are met with probability below one in ten thousand.
    assertThat(1 - Binomial.atMost(wrong - 1, worlds, DELTA)).isGreaterThan(1e-4);
    // A cache that never answers is never wrong.
    assertThat((double) answered / worlds).isGreaterThan(0.3);
  }

  /// The worst of all worlds: at every threshold the risk lies just above eps.
  @Test
  void whereEveryThresholdIsJustTooBadItSeldomEverAnswers() {
    int worlds = 2_000;
    int wrong = 0;
    Random random = new Random(22);
    for (int world = 0; world < worlds; world++) {
      ThresholdEvidence evidence = evidence();
      for (int i = 0; i < 4_000; i++) {
        double likeness = 0.8 + 0.2 * random.nextDouble();
        boolean agrees = random.nextDouble() >= EPS * 1.0001;
        evidence.add(new Comparison("help", "scope", 1, likeness, agrees, OptionalDouble.empty()));
      }
      wrong += evidence.threshold().isPresent() ? 1 : 0;
    }
    System.out.printf("just above eps: answering in %d of %d worlds%n", wrong, worlds);
    assertThat(1 - Binomial.atMost(wrong - 1, worlds, DELTA)).isGreaterThan(1e-4);
  }

  @Test
  void aCacheWhoseWorldChangesIsFoundOutAndBeginsAnew() {
    Random random = new Random(23);
    for (int world = 0; world < 50; world++) {
      ThresholdEvidence evidence = proved(random);
      int audits = audits(evidence, random, 0.3, 2_000);
      assertThat(evidence.attempt()).isEqualTo(2);
      assertThat(evidence.threshold()).isEmpty();
      assertThat(evidence.checking()).isEqualTo(1);
      assertThat(audits).isLessThan(300);
    }
  }

  @Test
  void aCacheThatStaysGoodIsSeldomEverTakenBack() {
    int worlds = 400;
    int withdrawn = 0;
    Random random = new Random(24);
    for (int world = 0; world < worlds; world++) {
      ThresholdEvidence evidence = proved(random);
      audits(evidence, random, EPS, 2_000);
      withdrawn += evidence.attempt() > 1 ? 1 : 0;
    }
    assertThat(1 - Binomial.atMost(withdrawn - 1, worlds, DELTA)).isGreaterThan(1e-4);
  }

  @Test
  void whatAnEarlierAttemptMadeCountsForNothing() {
    ThresholdEvidence evidence = evidence();
    for (int i = 0; i < 1_000; i++) {
      evidence.add(new Comparison("help", "scope", 2, 0.99, true, OptionalDouble.empty()));
    }
    assertThat(evidence.trials()).isZero();
    assertThat(evidence.threshold()).isEmpty();
  }

  @Test
  void aRestartComesToTheSame() {
    Random random = new Random(25);
    List<Comparison> all = new java.util.ArrayList<>();
    ThresholdEvidence lived = evidence();
    OptionalDouble threshold = OptionalDouble.empty();
    for (int i = 0; i < 3_000; i++) {
      boolean agrees = random.nextDouble() >= (i < 1_500 ? 0.01 : 0.4);
      Comparison one =
          new Comparison(
              "help", "scope", lived.attempt(), 0.8 + 0.2 * random.nextDouble(), agrees, threshold);
      all.add(one);
      lived.add(one);
      threshold = i % LOOKED_EVERY == 0 ? lived.threshold() : threshold;
    }
    ThresholdEvidence read = evidence();
    all.forEach(read::add);
    assertThat(lived.attempt()).isGreaterThan(1);
    assertThat(read.attempt()).isEqualTo(lived.attempt());
    assertThat(read.threshold()).isEqualTo(lived.threshold());
    assertThat(read.proof()).isEqualTo(lived.proof());
  }

  private static ThresholdEvidence proved(Random random) {
    ThresholdEvidence evidence = evidence();
    DoubleUnaryOperator likeness = _ -> 0.8 + 0.2 * random.nextDouble();
    while (evidence.threshold().isEmpty()) {
      evidence.add(
          new Comparison(
              "help", "scope", 1, likeness.applyAsDouble(0), true, OptionalDouble.empty()));
    }
    return evidence;
  }

  /// Adds audits of which so many differ until the cache begins anew; returns how many.
  private static int audits(ThresholdEvidence evidence, Random random, double rate, int most) {
    OptionalDouble threshold = OptionalDouble.of(0.9);
    int audits = 0;
    while (audits < most && evidence.attempt() == 1) {
      boolean agrees = random.nextDouble() >= rate;
      evidence.add(new Comparison("help", "scope", 1, 0.95, agrees, threshold));
      audits++;
    }
    return audits;
  }
}
