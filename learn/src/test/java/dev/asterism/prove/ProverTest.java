package dev.asterism.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.model.Proof;
import dev.asterism.prove.Prover.Shadow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Simulated worlds in which the true risk at every threshold is known: scores are uniform, and an
/// answer with score s errs with probability `worst * (1 - s)`, so that the risk among answers from
/// t on is `worst * (1 - t) / 2`.
class ProverTest {

  private static final double EPS = 0.05;
  private static final double DELTA = 0.05;
  private static final List<Double> GRID =
      List.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0);

  @Test
  void aProofIsWrongAtMostAsOftenAsDeltaSays() {
    int worlds = 12_000;
    int wrong = 0;
    Random random = new Random(11);
    for (int world = 0; world < worlds; world++) {
      double worst = 0.08 + 0.5 * random.nextDouble();
      Optional<Proof> proof = new Prover(EPS, DELTA).walk(GRID, shadows(random, worst, 400), DELTA);
      wrong += proof.isPresent() && risk(worst, proof.get().threshold()) > EPS ? 1 : 0;
    }
    assertWithin(wrong, worlds);
  }

  /// Three looks at growing traffic, and after a failure two more students: the first proof of all
  /// counts. Delta is shared as the loop shares it.
  @Test
  void lookingAgainAndTryingOtherStudentsDoesNotBreakThePromise() {
    int worlds = 10_000;
    int wrong = 0;
    Random random = new Random(12);
    for (int world = 0; world < worlds; world++) {
      wrong += promotesABadStudent(random) ? 1 : 0;
    }
    assertWithin(wrong, worlds);
  }

  /// What the levels are for: the same worlds without sharing delta are wrong too often.
  @Test
  void spendingAllOfDeltaAtEveryLookWouldBreakIt() {
    int worlds = 4_000;
    int wrong = 0;
    Random random = new Random(13);
    for (int world = 0; world < worlds; world++) {
      // Every threshold is just too risky: each look is a new chance to be fooled.
      List<Shadow> shadows = new ArrayList<>();
      boolean fooled = false;
      for (int look = 0; look < 12; look++) {
        shadows.addAll(shadows(random, 0.102, 150));
        fooled |= new Prover(EPS, DELTA).walk(List.of(0.0), shadows, DELTA).isPresent();
      }
      wrong += fooled ? 1 : 0;
    }
    assertThat((double) wrong / worlds).isGreaterThan(DELTA * 1.5);
  }

  @Test
  void theWalkStopsAtTheFirstThresholdThatFails() {
    Prover prover = new Prover(EPS, DELTA);
    List<Shadow> shadows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      shadows.add(new Shadow(0.95, true));
      shadows.add(new Shadow(0.55, i % 4 != 0));
      shadows.add(new Shadow(0.15, true));
    }
    assertThat(prover.walk(GRID, shadows, DELTA).map(Proof::threshold)).contains(0.6);
  }

  @Test
  void withoutTrafficThereIsNoProof() {
    assertThat(new Prover(EPS, DELTA).walk(GRID, List.of(), DELTA)).isEmpty();
  }

  private static boolean promotesABadStudent(Random random) {
    double[] shares = {0.6, 0.25, 0.15};
    for (int attempt = 1; attempt <= 3; attempt++) {
      double worst = 0.08 + 0.5 * random.nextDouble();
      double level = DELTA * 6 / (Math.PI * Math.PI * attempt * attempt);
      List<Shadow> shadows = new ArrayList<>();
      for (double share : shares) {
        shadows.addAll(shadows(random, worst, 150));
        Optional<Proof> proof = new Prover(EPS, DELTA).walk(GRID, shadows, level * share);
        if (proof.isPresent()) {
          return risk(worst, proof.get().threshold()) > EPS;
        }
      }
    }
    return false;
  }

  private static double risk(double worst, double threshold) {
    return worst * (1 - threshold) / 2;
  }

  private static List<Shadow> shadows(Random random, double worst, int count) {
    List<Shadow> shadows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = random.nextDouble();
      shadows.add(new Shadow(score, random.nextDouble() >= worst * (1 - score)));
    }
    return shadows;
  }

  private static void assertWithin(int wrong, int worlds) {
    double error = Math.sqrt(DELTA * (1 - DELTA) / worlds);
    assertThat((double) wrong / worlds).isLessThan(DELTA + 3 * error);
  }
}
