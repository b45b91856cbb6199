package dev.asterism.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.trace.Draft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DraftJudgeTest {

  private static final List<String> MEMBERS = List.of("small", "other");
  private static final Set<String> NOBODY = Set.of();

  private static Draft draft(String meaning, double confidence) {
    return new Draft(meaning, OptionalDouble.of(confidence));
  }

  /// A question that each member answers rightly with its own chance; whoever errs says something
  /// that nobody else says.
  private static DraftJudge.Probe probe(
      SplittableRandom random, int place, double small, double other, boolean sure) {
    Map<String, Draft> drafts = new HashMap<>();
    Map<String, Boolean> good = new HashMap<>();
    for (String member : MEMBERS) {
      boolean right = random.nextDouble() < (member.equals("small") ? small : other);
      double confidence = sure ? (right ? 0.95 : 0.6) : random.nextDouble();
      drafts.put(member, draft(right ? "right " + place : member + " " + place, confidence));
      good.put(member, right);
    }
    return new DraftJudge.Probe(Sketch.of(question(place)), drafts, good);
  }

  private static String question(int place) {
    return "what is item " + place + "?";
  }

  private static List<DraftJudge.Probe> probes(
      SplittableRandom random, int count, double small, double other, boolean sure) {
    List<DraftJudge.Probe> probes = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      probes.add(probe(random, place, small, other, sure));
    }
    return probes;
  }

  @Test
  void whereAModelKnowsWhenItIsRightItsConfidenceTells() {
    DraftJudge judge =
        DraftJudge.fit(MEMBERS, probes(new SplittableRandom(1), 200, 0.5, 0.5, true));
    assertThat(judge.quality("small", 0.5, Map.of("small", draft("x", 0.95)))).isGreaterThan(0.9);
    assertThat(judge.quality("small", 0.5, Map.of("small", draft("x", 0.6)))).isLessThan(0.1);
    assertThat(judge.standings().getFirst().separation().orElseThrow()).isGreaterThan(0.98);
  }

  @Test
  void whereConfidenceTellsNothingAgreementDoes() {
    DraftJudge judge =
        DraftJudge.fit(MEMBERS, probes(new SplittableRandom(2), 300, 0.5, 0.6, false));
    Draft own = draft("x", 0.9);
    double alone = judge.quality("small", 0.5, Map.of("small", own));
    double agreed = judge.quality("small", 0.5, Map.of("small", own, "other", draft("x", 0.3)));
    double denied = judge.quality("small", 0.5, Map.of("small", own, "other", draft("y", 0.9)));
    assertThat(alone).isBetween(0.35, 0.65);
    assertThat(agreed).isGreaterThan(0.85);
    assertThat(denied).isLessThan(alone);
  }

  /// Of drafts that are judged so and so, so many are good.
  @Test
  void judgementsOfDraftsThatWereNotLearntFromAreChances() {
    double judged = 0;
    double good = 0;
    int drafts = 0;
    for (int world = 0; world < 20; world++) {
      SplittableRandom random = new SplittableRandom(100 + world);
      double small = random.nextDouble(0.2, 0.9);
      double other = random.nextDouble(0.2, 0.9);
      DraftJudge judge = DraftJudge.fit(MEMBERS, probes(random, 100, small, other, false));
      for (DraftJudge.Probe fresh : probes(random, 100, small, other, false)) {
        double chance = judge.chances(fresh.question()).getOrDefault("small", 0.5);
        judged += judge.quality("small", chance, fresh.drafts());
        good += Boolean.TRUE.equals(fresh.good().get("small")) ? 1 : 0;
        drafts++;
      }
    }
    assertThat(judged / drafts).isCloseTo(good / drafts, within(0.03));
  }

  @Test
  void whatDraftsWouldBeJudgedIsToldByThoseThatWereGoodAndThoseThatWereNot() {
    DraftJudge judge =
        DraftJudge.fit(MEMBERS, probes(new SplittableRandom(3), 100, 0.4, 0.9, true));
    DraftJudge.Judgements alone = judge.judgements("small", NOBODY);
    assertThat(alone.good().length + alone.bad().length).isEqualTo(100);
    assertThat(Arrays.stream(alone.good())).allMatch(it -> it > 0.5);
    assertThat(Arrays.stream(alone.bad())).allMatch(it -> it < 0.5);
  }

  @Test
  void aDraftWithoutTheFormAskedForIsWorthNothing() {
    List<DraftJudge.Probe> probes = probes(new SplittableRandom(4), 60, 0.9, 0.9, false);
    Draft unformed = new Draft("", OptionalDouble.empty());
    for (int i = 0; i < 10; i++) {
      probes.add(
          new DraftJudge.Probe(
              Sketch.of("again"), Map.of("small", unformed), Map.of("small", false)));
    }
    DraftJudge judge = DraftJudge.fit(MEMBERS, probes);
    assertThat(judge.quality("small", 0.9, Map.of("small", unformed))).isZero();
    assertThat(judge.probes("small")).isEqualTo(70);
    assertThat(judge.probes("other")).isEqualTo(60);
    assertThat(judge.judgements("small", NOBODY).bad()).contains(0.0);
  }

  @Test
  void aMemberThatWasNeverRightIsExpectedNothingOf() {
    DraftJudge judge = DraftJudge.fit(MEMBERS, probes(new SplittableRandom(5), 80, 0, 0.5, false));
    assertThat(judge.chances(Sketch.of(question(7))).getOrDefault("small", 1.0)).isLessThan(0.05);
    assertThat(judge.judgements("small", NOBODY).good()).isEmpty();
    assertThat(Arrays.stream(judge.judgements("small", NOBODY).bad())).allMatch(it -> it < 0.1);
    assertThat(judge.standings().getFirst().separation()).isEmpty();
  }

  @Test
  void theSameProbesTeachTheSame() {
    Draft own = draft("x", 0.7);
    assertThat(
            DraftJudge.fit(MEMBERS, probes(new SplittableRandom(6), 90, 0.5, 0.7, false))
                .quality("small", 0.5, Map.of("small", own)))
        .isEqualTo(
            DraftJudge.fit(MEMBERS, probes(new SplittableRandom(6), 90, 0.5, 0.7, false))
                .quality("small", 0.5, Map.of("small", own)));
  }

  @Test
  void whatQuestionsShareTeachesTheSameAsAllThatIsReadOfThem() {
    List<DraftJudge.Probe> whole = probes(new SplittableRandom(7), 100, 0.5, 0.7, true);
    List<Sketch> shared = Sketch.shared(whole.stream().map(DraftJudge.Probe::question).toList());
    List<DraftJudge.Probe> less = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      less.add(new DraftJudge.Probe(shared.get(i), whole.get(i).drafts(), whole.get(i).good()));
      assertThat(shared.get(i).grams()).hasSizeLessThan(whole.get(i).question().grams().length);
    }
    DraftJudge judge = DraftJudge.fit(MEMBERS, whole);
    DraftJudge other = DraftJudge.fit(MEMBERS, less);
    for (DraftJudge.Probe probe : whole) {
      assertThat(other.chances(probe.question()).getOrDefault("small", 0.0))
          .isCloseTo(judge.chances(probe.question()).getOrDefault("small", 1.0), within(1e-6));
    }
    assertThat(other.standings()).isEqualTo(judge.standings());
  }

  /// What was proved of a judge holds for the very learner that it came from.
  @Test
  void theLearnerOfThisVersionMakesThisOfProbesAndNothingElse() {
    SplittableRandom random = new SplittableRandom(8);
    List<DraftJudge.Probe> probes = new ArrayList<>();
    for (int place = 0; place < 120; place++) {
      boolean sum = place % 3 > 0;
      boolean small = random.nextDouble() < (sum ? 0.9 : 0.3);
      boolean other = random.nextDouble() < 0.6;
      probes.add(
          new DraftJudge.Probe(
              Sketch.of((sum ? "Add 12 and £" : "Prove by induction: ") + place + ", Mr. Gray."),
              Map.of(
                  "small", draft(small ? "yes" : "no " + place % 4, small ? 0.8 : 0.7),
                  "other", draft(other ? "yes" : "no " + place % 5, random.nextDouble())),
              Map.of("small", small, "other", other)));
    }
    DraftJudge judge = DraftJudge.fit(MEMBERS, probes);
    Map<String, Double> chances = judge.chances(Sketch.of("Add 3 and £7, Mrs. Gray."));
    double chance = chances.getOrDefault("small", 0.0);
    Map<String, Draft> both = Map.of("small", draft("yes", 0.75), "other", draft("no 1", 0.2));
    assertThat(
            List.of(
                chance,
                chances.getOrDefault("other", 0.0),
                judge.quality("small", chance, Map.of("small", draft("yes", 0.75))),
                judge.quality("small", chance, both),
                judge.quality("other", 0.6, both)))
        .as("raise DraftJudge.VERSION, and write down what it makes of these probes now")
        .usingElementComparator(
            (one, same) -> Math.abs(one - same) < 1e-9 ? 0 : Double.compare(one, same))
        .isEqualTo(
            List.of(
                0.7665399123743186,
                0.604275186499301,
                0.9930876144046239,
                0.9879697419598389,
                0.009786303500733267));
    assertThat(DraftJudge.VERSION).isEqualTo(1);
  }
}
