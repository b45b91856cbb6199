package dev.asterism.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.prove.Prover.Shadow;
import dev.asterism.stats.Binomial;
import dev.asterism.stats.SharedLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Simulated worlds in which the true risk at every threshold is known: scores are uniform, and an
/// answer with score s errs with probability `worst * (1 - s)`, so that the risk among answers from
/// t on is `worst * (1 - t) / 2`.
class ProverTest {

  private static final double EPS = 0.05;
  private static final double DELTA = 0.05;
  private static final Prover PROVER = new Prover(EPS, DELTA, OptionalDouble.empty());
  private static final Label ANY = new Label.Text("any");
  private static final List<Double> GRID =
      List.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0);

  @Test
  void aProofIsWrongAtMostAsOftenAsDeltaSays() {
    int worlds = 12_000;
    int wrong = 0;
    int proved = 0;
    Random random = new Random(11);
    for (int world = 0; world < worlds; world++) {
      double worst = 0.08 + 0.5 * random.nextDouble();
      Optional<Proof> proof = PROVER.walk(plan(GRID, DELTA), shadows(random, worst, 2_000), 0);
      proved += proof.isPresent() ? 1 : 0;
      wrong += proof.isPresent() && risk(worst, proof.get().threshold()) > EPS ? 1 : 0;
    }
    assertWithin(wrong, worlds);
    // A test that never proves anything is never wrong.
    assertThat((double) proved / worlds).isGreaterThan(0.3);
  }

  /// A look after every forty requests, and after a failure two more students. What is proved goes
  /// live at once and its proof goes on: it must hold whenever one stops. Delta is shared as the
  /// loop shares it.
  @Test
  void lookingAgainAndTryingOtherStudentsDoesNotBreakThePromise() {
    int worlds = 4_000;
    int wrong = 0;
    Random random = new Random(12);
    int promoted = 0;
    for (int world = 0; world < worlds; world++) {
      Optional<Boolean> bad = promotesABadStudent(random);
      promoted += bad.isPresent() ? 1 : 0;
      wrong += bad.orElse(false) ? 1 : 0;
    }
    assertWithin(wrong, worlds);
    assertThat((double) promoted / worlds).isGreaterThan(0.3);
  }

  /// Four students, each begun a while after the one before, are proved on the same traffic: where
  /// one errs, so do the worse ones. The first whose proof holds goes live.
  @Test
  void provingStudentsSideBySideDoesNotBreakThePromise() {
    int worlds = 3_000;
    int wrong = 0;
    int promoted = 0;
    Random random = new Random(17);
    for (int world = 0; world < worlds; world++) {
      Optional<Boolean> bad = promotesABadOneOfFour(random);
      promoted += bad.isPresent() ? 1 : 0;
      wrong += bad.orElse(false) ? 1 : 0;
    }
    assertWithin(wrong, worlds);
    assertThat((double) promoted / worlds).isGreaterThan(0.25);
  }

  private static Optional<Boolean> promotesABadOneOfFour(Random random) {
    double[] worst = new double[4];
    List<List<Shadow>> said = new ArrayList<>();
    for (int student = 0; student < 4; student++) {
      worst[student] = 0.08 + 0.5 * random.nextDouble();
      said.add(new ArrayList<>());
    }
    for (int look = 0; look < 40; look++) {
      for (int request = 0; request < 40; request++) {
        double score = random.nextDouble();
        double hard = random.nextDouble();
        for (int student = 0; student < Math.min(4, 1 + look / 6); student++) {
          said.get(student).add(new Shadow(ANY, score, hard >= worst[student] * (1 - score)));
        }
      }
      for (int student = 0; student < 4; student++) {
        double level = SharedLevel.of(DELTA, student + 1);
        Optional<Proof> proof = PROVER.walk(plan(GRID, level), said.get(student), 0);
        if (proof.isPresent()) {
          return Optional.of(risk(worst[student], proof.get().threshold()) > EPS);
        }
      }
    }
    return Optional.empty();
  }

  /// What the test's many looks are for: the same worlds, each look a test of its own.
  @Test
  void aTestOfItsOwnAtEveryLookWouldBreakIt() {
    int worlds = 4_000;
    int wrong = 0;
    int sequential = 0;
    Random random = new Random(13);
    for (int world = 0; world < worlds; world++) {
      // Every threshold is just too risky: each look is a new chance to be fooled.
      List<Shadow> shadows = new ArrayList<>();
      boolean fooled = false;
      for (int look = 0; look < 12; look++) {
        shadows.addAll(shadows(random, 0.102, 150));
        int k = (int) shadows.stream().filter(shadow -> !shadow.agrees()).count();
        fooled |= Binomial.atMost(k, shadows.size(), EPS) <= DELTA;
      }
      wrong += fooled ? 1 : 0;
      sequential += PROVER.walk(plan(List.of(0.0), DELTA), shadows, 0).isPresent() ? 1 : 0;
    }
    assertThat((double) wrong / worlds).isGreaterThan(DELTA * 1.5);
    assertWithin(sequential, worlds);
  }

  @Test
  void theBoundOfAThresholdIsAtMostEpsAndSeldomBelowTheTruth() {
    int worlds = 4_000;
    int wrong = 0;
    Random random = new Random(16);
    for (int world = 0; world < worlds; world++) {
      double worst = 0.09 * random.nextDouble();
      Optional<Proof> proof =
          PROVER.walk(plan(List.of(0.0), DELTA), shadows(random, worst, 1_500), 0);
      if (proof.isPresent()) {
        assertThat(proof.get().bound()).isLessThanOrEqualTo(EPS);
        wrong += proof.get().bound() < risk(worst, 0) ? 1 : 0;
      }
    }
    assertWithin(wrong, worlds);
  }

  @Test
  void whatHasPassedStaysPassedWhateverComesThen() {
    List<Shadow> shadows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      shadows.add(new Shadow(ANY, 0.95, true));
    }
    Optional<Proof> early = PROVER.walk(plan(List.of(0.9), DELTA), shadows, 5);
    for (int i = 0; i < 50; i++) {
      shadows.add(new Shadow(ANY, 0.95, false));
    }
    Optional<Proof> late = PROVER.walk(plan(List.of(0.9), DELTA), shadows, 6);
    assertThat(late.map(Proof::threshold)).isEqualTo(early.map(Proof::threshold)).contains(0.9);
    assertThat(late.map(Proof::k)).contains(50);
  }

  /// Why a plan's cross-fitted scores are no proof: they have chosen the student, its features and
  /// its settings, and so they flatter it.
  @Test
  void provingOnTheEvidenceThatChoseTheStudentWouldBreakIt() {
    int worlds = 4_000;
    int wrong = 0;
    Random random = new Random(14);
    for (int world = 0; world < worlds; world++) {
      Optional<Choice> choice = choose(random);
      wrong += choice.filter(one -> risk(one.worst(), one.threshold()) > EPS).isPresent() ? 1 : 0;
    }
    assertThat((double) wrong / worlds).isGreaterThan(DELTA * 1.5);
  }

  @Test
  void choosingAmongCandidatesDoesNoHarmToAProofOnFreshTraffic() {
    int worlds = 10_000;
    int wrong = 0;
    Random random = new Random(15);
    for (int world = 0; world < worlds; world++) {
      Optional<Choice> choice = choose(random);
      if (choice.isPresent()) {
        double worst = choice.get().worst();
        List<Shadow> fresh = shadows(random, worst, 2_000);
        Optional<Proof> proof = PROVER.walk(plan(GRID, DELTA), fresh, 0);
        wrong += proof.isPresent() && risk(worst, proof.get().threshold()) > EPS ? 1 : 0;
      }
    }
    assertWithin(wrong, worlds);
  }

  /// A candidate, with the threshold that the evidence which chose it would have allowed.
  private record Choice(double worst, double threshold) {}

  /// Of eight candidates, the one that promises the most coverage.
  private static Optional<Choice> choose(Random random) {
    Optional<Choice> best = Optional.empty();
    for (int candidate = 0; candidate < 8; candidate++) {
      double worst = 0.102;
      List<Shadow> scored = shadows(random, worst, 2_000);
      Optional<Proof> promise = PROVER.walk(plan(GRID, DELTA), scored, 0);
      double least = best.map(Choice::threshold).orElse(2.0);
      if (promise.isPresent() && promise.get().threshold() < least) {
        best = Optional.of(new Choice(worst, promise.get().threshold()));
      }
    }
    return best;
  }

  @Test
  void severalWalksShareOneLevel() {
    int worlds = 6_000;
    int wrong = 0;
    int further = 0;
    Random random = new Random(18);
    Plan one = plan(GRID, DELTA);
    Plan two = new Plan(0.9, 0.5, GRID, List.of(0, 5), 2_000, DELTA);
    for (int world = 0; world < worlds; world++) {
      double worst = 0.08 + 0.5 * random.nextDouble();
      List<Shadow> shadows = shadows(random, worst, 700);
      Optional<Proof> proof = PROVER.walk(two, shadows, 0);
      wrong += proof.isPresent() && risk(worst, proof.get().threshold()) > EPS ? 1 : 0;
      further += proof.isPresent() && PROVER.walk(one, shadows, 0).isEmpty() ? 1 : 0;
    }
    assertWithin(wrong, worlds);
    // The strictest threshold has too few answers yet; the other walk does not wait for it.
    assertThat(further).isGreaterThan(worlds / 100);
  }

  @Test
  void theWalkStopsAtTheFirstThresholdThatFails() {
    List<Shadow> shadows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      shadows.add(new Shadow(ANY, 0.95, true));
      shadows.add(new Shadow(ANY, 0.55, i % 4 != 0));
      shadows.add(new Shadow(ANY, 0.15, true));
    }
    assertThat(PROVER.walk(plan(GRID, DELTA), shadows, 0).map(Proof::threshold)).contains(0.6);
  }

  @Test
  void withoutTrafficThereIsNoProof() {
    assertThat(PROVER.walk(plan(GRID, DELTA), List.of(), 0)).isEmpty();
  }

  private static Optional<Boolean> promotesABadStudent(Random random) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      double worst = 0.08 + 0.5 * random.nextDouble();
      double level = SharedLevel.of(DELTA, attempt);
      List<Shadow> shadows = new ArrayList<>();
      boolean live = false;
      boolean bad = false;
      for (int look = 0; look < 40; look++) {
        shadows.addAll(shadows(random, worst, 40));
        Optional<Proof> proof = PROVER.walk(plan(GRID, level), shadows, 0);
        live |= proof.isPresent();
        bad |= proof.isPresent() && risk(worst, proof.get().threshold()) > EPS;
      }
      if (live) {
        return Optional.of(bad);
      }
    }
    return Optional.empty();
  }

  private static Plan plan(List<Double> grid, double level) {
    return new Plan(0.9, 0.5, grid, List.of(0), 2_000, level);
  }

  private static double risk(double worst, double threshold) {
    return worst * (1 - threshold) / 2;
  }

  private static List<Shadow> shadows(Random random, double worst, int count) {
    List<Shadow> shadows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = random.nextDouble();
      shadows.add(new Shadow(ANY, score, random.nextDouble() >= worst * (1 - score)));
    }
    return shadows;
  }

  private static void assertWithin(int wrong, int worlds) {
    double error = Math.sqrt(DELTA * (1 - DELTA) / worlds);
    assertThat((double) wrong / worlds).isLessThan(DELTA + 3 * error);
  }

  /// Eight labels whose errors differ, some far too common: with confidence 1 - delta neither the
  /// whole is riskier than eps nor any label that is answered than its own eps.
  @Test
  void boundsForEveryLabelAndTheWholeHoldTogether() {
    double labelEps = 0.15;
    int worlds = 1_500;
    int wrong = 0;
    int answered = 0;
    int held = 0;
    Random random = new Random(17);
    Prover prover = new Prover(EPS, DELTA, OptionalDouble.of(labelEps));
    for (int world = 0; world < worlds; world++) {
      double[] worst = new double[8];
      for (int label = 0; label < worst.length; label++) {
        worst[label] = random.nextDouble() < 0.3 ? 0.5 : 0.08 * random.nextDouble();
      }
      List<Shadow> shadows = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        int label = random.nextInt(worst.length);
        double score = random.nextDouble();
        boolean agrees = random.nextDouble() >= worst[label] * (1 - score);
        shadows.add(new Shadow(new Label.Text("l" + label), score, agrees));
      }
      Optional<Proof> proof = prover.walk(plan(List.of(0.8, 0.5, 0.0), DELTA), shadows, 0);
      if (proof.isPresent()) {
        answered++;
        wrong += isTooRisky(proof.get(), worst, labelEps) ? 1 : 0;
        held += proof.get().labels().stream().anyMatch(one -> one.threshold().isEmpty()) ? 1 : 0;
      }
    }
    assertThat((double) wrong / worlds).isLessThan(DELTA);
    assertThat((double) answered / worlds).isGreaterThan(0.3);
    assertThat(held).isGreaterThan(worlds / 10);
  }

  private static boolean isTooRisky(Proof proof, double[] worst, double labelEps) {
    double mass = 0;
    double errors = 0;
    boolean labelTooRisky = false;
    for (var risk : proof.labels()) {
      if (risk.threshold().isPresent()) {
        double from = Math.max(proof.threshold(), risk.threshold().get());
        double of = risk(worst[risk.label().charAt(3) - '0'], from);
        labelTooRisky |= of > labelEps;
        mass += 1 - from;
        errors += (1 - from) * of;
      }
    }
    return labelTooRisky || errors > EPS * mass;
  }
}
