package dev.asterism.promote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.model.Provenance;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.trace.Traffic.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionTest {

  private static final Promotion AUTOMATIC = new Promotion(true);

  @Test
  void trafficIsGatheredBeforeTheFirstTraining() {
    assertThat(next(49)).isInstanceOf(Step.Wait.class);
    assertThat(next(50)).isEqualTo(new Step.Train(1));
  }

  @Test
  void aStudentInShadowIsLookedAtWheneverThereIsNews() {
    StudentCard shadow = card(1, Stage.SHADOW, 0.6, 0, Optional.empty());
    assertThat(AUTOMATIC.next(state(1_000, 19, shadow))).isInstanceOf(Step.Wait.class);
    assertThat(AUTOMATIC.next(state(1_000, 20, shadow))).isEqualTo(new Step.Look(shadow));
    StudentCard looked = card(1, Stage.SHADOW, 0.6, 1_500, Optional.empty());
    assertThat(AUTOMATIC.next(state(1_000, 1_529, looked))).isInstanceOf(Step.Wait.class);
    assertThat(AUTOMATIC.next(state(1_000, 1_530, looked))).isEqualTo(new Step.Look(looked));
  }

  @Test
  void theProofOfALiveStudentGoesOnUntilItsLoosestThreshold() {
    StudentCard live = card(1, Stage.LIVE, 0.6, 300, proof(0.3));
    assertThat(AUTOMATIC.next(state(1_000, 320, live))).isEqualTo(new Step.Look(live));
    StudentCard whole = card(1, Stage.LIVE, 0.6, 300, proof(0.3, 0.8));
    assertThat(AUTOMATIC.next(state(1_000, 320, whole))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void theTeacherIsAskedForTheRestOfAProofOnlyIfThatPays() {
    StudentCard wide = card(1, Stage.LIVE, 0.6, 300, proof(0.58));
    StudentCard narrow = card(1, Stage.LIVE, 0.6, 300, proof(0.2));
    assertThat(Promotion.isWorthGoingOn(narrow, 1_000)).isTrue();
    assertThat(Promotion.isWorthGoingOn(narrow, 50)).isFalse();
    assertThat(Promotion.isWorthGoingOn(wide, 1_000)).isFalse();
    StudentCard late = card(1, Stage.LIVE, 0.6, 1_000, proof(0.2));
    assertThat(Promotion.isWorthGoingOn(late, 1_000)).isFalse();
  }

  @Test
  void aProofThatHoldsGoesLiveEvenBelowItsPlan() {
    StudentCard shadow = card(1, Stage.SHADOW, 0.9, 1, proof(0.3));
    assertThat(AUTOMATIC.next(state(1_000, 300, shadow))).isEqualTo(new Step.GoLive(shadow));
  }

  @Test
  void aPersonIsAskedWherePromotionIsManual() {
    StudentCard shadow = card(1, Stage.SHADOW, 0.9, 1, proof(0.3));
    assertThat(new Promotion(false).next(state(1_000, 300, shadow)))
        .isEqualTo(new Step.Propose(shadow));
  }

  @Test
  void aProofThatAnswersLessThanTheLiveStudentDoesNotReplaceIt() {
    StudentCard live = card(1, Stage.LIVE, 0.5, 1, proof(0.6));
    StudentCard shadow = card(2, Stage.SHADOW, 0.8, 300, proof(0.61));
    assertThat(AUTOMATIC.next(state(1_300, 300, live, shadow))).isInstanceOf(Step.Wait.class);
    StudentCard better = card(2, Stage.SHADOW, 0.8, 1, proof(0.63));
    assertThat(AUTOMATIC.next(state(1_300, 300, live, better))).isEqualTo(new Step.GoLive(better));
  }

  @Test
  void aStudentThatIsNotProvedForTooLongIsRetired() {
    StudentCard shadow = card(1, Stage.SHADOW, 0.6, 3_000, Optional.empty());
    assertThat(AUTOMATIC.next(state(1_900, 3_000, shadow))).isInstanceOf(Step.Retire.class);
  }

  @Test
  void aProofThatCostsMoreThanItBringsIsNotTried() {
    StudentCard live = card(1, Stage.LIVE, 0.6, 1, proof(0.7));
    StudentCard little = card(2, Stage.SHADOW, 0.75, 0, Optional.empty());
    assertThat(AUTOMATIC.next(state(2_000, 0, live, little))).isInstanceOf(Step.Retire.class);
    assertThat(AUTOMATIC.next(state(200_000, 0, live, little))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void whereOneIsLiveABetterOneIsProvedForAsLongAsPlannedAndOnceMoreIfThatPays() {
    StudentCard live = card(1, Stage.LIVE, 0.5, 1, proof(0.7));
    StudentCard shadow = card(2, Stage.SHADOW, 0.8, 1_990, Optional.empty());
    assertThat(AUTOMATIC.next(state(3_000, 999, live, shadow))).isInstanceOf(Step.Wait.class);
    assertThat(AUTOMATIC.next(state(3_000, 1_000, live, shadow))).isInstanceOf(Step.Retire.class);
    assertThat(AUTOMATIC.next(state(9_000, 1_000, live, shadow))).isInstanceOf(Step.Wait.class);
    assertThat(AUTOMATIC.next(state(9_000, 2_000, live, shadow)))
        .isInstanceOfSatisfying(
            Step.Retire.class, step -> assertThat(step.student()).isEqualTo(shadow));
  }

  @Test
  void aStudentWhoseProofBeganWhileNoneWasLiveMustBeWorthTheRestOfItToo() {
    StudentCard live = card(1, Stage.LIVE, 0.5, 1, proof(0.79));
    StudentCard little = card(2, Stage.SHADOW, 0.8, 500, Optional.empty());
    assertThat(AUTOMATIC.next(state(9_000, 500, live, little))).isInstanceOf(Step.Retire.class);
    StudentCard more = card(2, Stage.SHADOW, 0.95, 500, Optional.empty());
    assertThat(AUTOMATIC.next(state(9_000, 500, live, more))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void aBetterStudentIsWorthMoreWhereTheLiveOneAnswersLessThanItDid() {
    StudentCard live = card(1, Stage.LIVE, 0.5, 1, proof(0.79));
    StudentCard shadow = card(2, Stage.SHADOW, 0.8, 90, Optional.empty());
    assertThat(AUTOMATIC.next(drifted(90, 0.79, live, shadow))).isInstanceOf(Step.Retire.class);
    assertThat(AUTOMATIC.next(drifted(90, 0.4, live, shadow))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void whereNoneIsLiveAProofGoesOnBesideThoseOfStudentsThatHaveLearntMore() {
    StudentCard first = card(1, Stage.SHADOW, 0.6, 480, Optional.empty());
    assertThat(AUTOMATIC.next(state(1_490, 490, first))).isInstanceOf(Step.Wait.class);
    assertThat(AUTOMATIC.next(state(1_500, 499, first))).isEqualTo(new Step.Train(2));
    StudentCard second = card(2, Stage.SHADOW, 0.7, 0, Optional.empty());
    StudentCard proved = card(1, Stage.SHADOW, 0.6, 500, proof(0.3));
    assertThat(AUTOMATIC.next(state(1_500, 10, proved, second))).isEqualTo(new Step.GoLive(proved));
  }

  @Test
  void noMoreThanFourAreProvedAtTheSameTime() {
    StudentCard[] four = new StudentCard[4];
    for (int version = 1; version <= 4; version++) {
      four[version - 1] = card(version, Stage.SHADOW, 0.6, 100, Optional.empty());
    }
    assertThat(AUTOMATIC.next(state(1_500, 100, four)))
        .isInstanceOfSatisfying(
            Step.Retire.class, step -> assertThat(step.student()).isEqualTo(four[0]));
  }

  @Test
  void aStudentThatHasLearntLessThanTheLiveOneIsNotProvedAnyFurther() {
    StudentCard older = card(1, Stage.SHADOW, 0.6, 100, Optional.empty());
    StudentCard live = card(2, Stage.LIVE, 0.5, 1, proof(0.7));
    StudentCard newer = card(3, Stage.SHADOW, 0.9, 100, Optional.empty());
    assertThat(AUTOMATIC.next(state(1_100, 100, older, live, newer)))
        .isInstanceOfSatisfying(
            Step.Retire.class, step -> assertThat(step.student()).isEqualTo(older));
    assertThat(AUTOMATIC.next(state(5_000, 100, live, newer))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void aFailedAuditDemotesWhateverElseIsGoingOn() {
    StudentCard live = card(1, Stage.LIVE, 0.5, 1, proof(0.7));
    StudentCard shadow = card(2, Stage.SHADOW, 0.8, 1, proof(0.9));
    Promotion.State state =
        new Promotion.State(
            seen(2_000), List.of(live, shadow), Map.of(), 2_000, 0, true, false, 0.7);
    assertThat(AUTOMATIC.next(state)).isInstanceOf(Step.Demote.class);
  }

  @Test
  void afterADemotionWhatCameSinceIsLearntFromAsAFirstStudentWouldBe() {
    StudentCard demoted = card(1, Stage.DEMOTED, 0.5, 1, proof(0.7));
    assertThat(AUTOMATIC.next(since(49, demoted))).isInstanceOf(Step.Wait.class);
    assertThat(AUTOMATIC.next(since(50, demoted))).isEqualTo(new Step.Train(1));
  }

  @Test
  void aDriftCallsForAStudentSoonerThanGrowthDoes() {
    StudentCard live = card(1, Stage.LIVE, 0.5, 1, proof(0.7));
    assertThat(AUTOMATIC.next(drifting(1_050, live))).isInstanceOf(Step.Wait.class);
    assertThat(AUTOMATIC.next(drifting(1_100, live))).isEqualTo(new Step.Train(1));
    assertThat(AUTOMATIC.next(state(1_100, 0, live))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void aProofIsHeldAgainstWhatTheLiveStudentAnswersNowNotWhatItOnceDid() {
    StudentCard live = card(1, Stage.LIVE, 0.5, 1, proof(0.8));
    StudentCard shadow = card(2, Stage.SHADOW, 0.95, 300, proof(0.6));
    assertThat(AUTOMATIC.next(state(5_000, 300, live, shadow))).isInstanceOf(Step.Wait.class);
    Promotion.State now =
        new Promotion.State(
            seen(1_300), List.of(live, shadow), Map.of(), 1_300, 0, false, true, 0.4);
    assertThat(AUTOMATIC.next(now)).isEqualTo(new Step.GoLive(shadow));
  }

  @Test
  void youngSuspiciousAndDriftingStudentsAreCheckedMoreConfirmedOnesLess() {
    double young = Promotion.checking(audited(10, 0), false, false);
    double confirmed = Promotion.checking(audited(2_000, 0), false, false);
    double settled = Promotion.checking(audited(100, 1), false, false);
    double suspicious = Promotion.checking(audited(100, 8), false, false);
    assertThat(settled).isBetween(confirmed, young);
    assertThat(confirmed).isLessThan(settled);
    assertThat(suspicious).isEqualTo(young);
    assertThat(Promotion.checking(audited(100, 1), true, false)).isEqualTo(young);
    assertThat(Promotion.checking(audited(100, 1), false, true)).isEqualTo(1);
  }

  @Test
  void onlyProofsThatWereTriedSpendDelta() {
    StudentCard failed = card(1, Stage.RETIRED, 0.5, 2, Optional.empty());
    StudentCard untried = card(2, Stage.RETIRED, 0.5, 0, Optional.empty());
    assertThat(AUTOMATIC.next(state(9_000, 0, failed, untried))).isEqualTo(new Step.Train(2));
    StudentCard held = card(3, Stage.RETIRED, 0.5, 1, proof(0.5));
    assertThat(AUTOMATIC.next(state(9_000, 0, failed, untried, held))).isEqualTo(new Step.Train(1));
    StudentCard begun = card(4, Stage.SHADOW, 0.5, 0, Optional.empty());
    assertThat(AUTOMATIC.next(state(9_000, 0, failed, untried, held, begun)))
        .isEqualTo(new Step.Train(2));
  }

  private static Step next(long labelled) {
    return AUTOMATIC.next(state(labelled, 0));
  }

  private static Promotion.State state(long labelled, int fresh, StudentCard... students) {
    double coverage =
        List.of(students).stream()
            .filter(card -> card.stage() == Stage.LIVE)
            .mapToDouble(card -> card.proof().orElseThrow().coverage())
            .findFirst()
            .orElse(0);
    return new Promotion.State(
        seen(labelled),
        List.of(students),
        newest(fresh, students),
        labelled,
        0,
        false,
        false,
        coverage);
  }

  private static Promotion.State since(long usable, StudentCard... students) {
    return new Promotion.State(
        seen(5_000), List.of(students), Map.of(), usable, 0, false, false, 0);
  }

  private static Promotion.State drifting(long labelled, StudentCard live) {
    return new Promotion.State(
        seen(labelled), List.of(live), Map.of(), labelled, 0, false, true, 0.7);
  }

  private static Promotion.State drifted(int fresh, double liveCoverage, StudentCard... students) {
    return new Promotion.State(
        seen(5_000),
        List.of(students),
        newest(fresh, students),
        5_000,
        0,
        false,
        true,
        liveCoverage);
  }

  /// With its errors at the end.
  private static Audit audited(int answers, int errors) {
    Audit audit = new Audit(0.02, 0.05);
    for (int i = 1; i <= answers; i++) {
      audit.add(Examples.checked(i, i > answers - errors ? "a" : "b", "b"));
    }
    return audit;
  }

  private static Seen seen(long labelled) {
    return new Seen(Examples.TASK, labelled, labelled, 0, labelled);
  }

  private static StudentCard card(
      int version, Stage stage, double planned, int looks, Optional<Proof> proof) {
    return new StudentCard(
        new StudentId(Examples.TASK.id(), version),
        stage,
        new Provenance("big", 1_000, 1_000, "", 7, 0),
        new Plan(0.9, planned, List.of(0.9, 0.8), List.of(0), 1_000, 0.03),
        "",
        100,
        looks,
        proof,
        "");
  }

  private static Map<StudentId, Integer> newest(int fresh, StudentCard... students) {
    return students.length == 0 ? Map.of() : Map.of(students[students.length - 1].id(), fresh);
  }

  private static Optional<Proof> proof(double coverage) {
    return proof(coverage, 0.9);
  }

  private static Optional<Proof> proof(double coverage, double threshold) {
    int n = (int) Math.round(1_000 * coverage);
    return Optional.of(
        new Proof(threshold, 1_000, n, 1, 0.01, 0.02, 0.05, 0.01, List.of(), false, 0));
  }
}
