package dev.asterism.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.policy.Cascade.Stop;
import dev.asterism.policy.Route.Preference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoliciesTest {

  private static final Prospect SMALL = new Prospect("small", 0.6, 0.1, 1);
  private static final Prospect MIDDLE = new Prospect("middle", 0.8, 0.3, 9);
  private static final Prospect LARGE = new Prospect("large", 0.9, 1, 3);
  private static final List<Prospect> ALL = List.of(SMALL, MIDDLE, LARGE);
  private static final double EVER = Double.POSITIVE_INFINITY;

  @Test
  void aQualityFloorAsksTheCheapestThatReachesIt() {
    assertThat(asked(new Route(new Preference.QualityFloor(0.7), EVER))).isEqualTo("middle");
    assertThat(asked(new Route(new Preference.QualityFloor(0.99), EVER))).isEqualTo("large");
  }

  @Test
  void aBudgetBuysTheBestThatItCan() {
    assertThat(asked(new Route(new Preference.Budget(0.5), EVER))).isEqualTo("middle");
    assertThat(asked(new Route(new Preference.Budget(0.01), EVER))).isEqualTo("small");
  }

  @Test
  void theDearerQualityIsTheCheaperTheModel() {
    assertThat(asked(new Route(new Preference.Exchange(0.01), EVER))).isEqualTo("large");
    assertThat(asked(new Route(new Preference.Exchange(0.5), EVER))).isEqualTo("middle");
    assertThat(asked(new Route(new Preference.Exchange(5), EVER))).isEqualTo("small");
  }

  @Test
  void whoWouldBeLateIsAskedOnlyWhereAllWouldBe() {
    assertThat(asked(new Route(new Preference.QualityFloor(0.7), 5))).isEqualTo("large");
    assertThat(asked(new Route(new Preference.QualityFloor(0.7), 0.1))).isEqualTo("small");
  }

  @Test
  void aProvenCascadeStopsAtItsThreshold() {
    Cascade cascade =
        new Cascade(List.of(List.of("small"), List.of("large")), new Stop.Proven(0.7));
    assertThat(cascade.next(answered(0.7, List.of(LARGE)))).isEqualTo(new Step.Answer("yes"));
    assertThat(cascade.next(answered(0.69, List.of(LARGE))))
        .isEqualTo(new Step.Ask(List.of("large")));
  }

  @Test
  void aDeadBossLeavesTheBestAnswerAtHand() {
    Cascade cascade =
        new Cascade(List.of(List.of("small"), List.of("large")), new Stop.Proven(0.9));
    assertThat(cascade.next(answered(0.2, List.of()))).isEqualTo(new Step.Answer("yes"));
    assertThat(cascade.next(new State(List.of(), List.of(), 2))).isInstanceOf(Step.Refuse.class);
  }

  @Test
  void samplingStopsWhenTheVoteIsSettledOrAnAnswerIsShownGood() {
    Sampling sampling = new Sampling("small", 0.95, 2, 10);
    State start = new State(List.of(SMALL), List.of(), 0);
    assertThat(sampling.next(start)).isEqualTo(new Step.Ask(List.of("small", "small")));
    assertThat(sampling.next(votes(3, 0.5))).isEqualTo(new Step.Ask(List.of("small")));
    assertThat(sampling.next(votes(4, 0.5))).isEqualTo(new Step.Answer("yes"));
    assertThat(sampling.next(votes(1, 1))).isEqualTo(new Step.Answer("yes"));
  }

  /// Whatever is expected, whoever fails to answer: every policy comes to an end.
  @Test
  void everyPolicyEnds() {
    SplittableRandom random = new SplittableRandom(19);
    for (int world = 0; world < 5_000; world++) {
      Policy policy = policy(random);
      List<Prospect> left = new ArrayList<>(ALL);
      List<Candidate> candidates = new ArrayList<>();
      int calls = 0;
      Step step = policy.next(new State(left, candidates, calls));
      while (step instanceof Step.Ask(List<String> models)) {
        calls += models.size();
        left.removeIf(one -> models.contains(one.model()));
        if (random.nextBoolean()) {
          candidates.add(new Candidate("answer " + calls, random.nextDouble(), 1));
        }
        assertThat(calls).isLessThanOrEqualTo(12);
        step = policy.next(new State(left, candidates, calls));
      }
      assertThat(step instanceof Step.Answer).isEqualTo(!candidates.isEmpty());
    }
  }

  private static Policy policy(SplittableRandom random) {
    List<List<String>> stages = List.of(List.of("small", "middle"), List.of("large"));
    return switch (random.nextInt(5)) {
      case 0 -> new Route(new Preference.Exchange(random.nextDouble()), random.nextDouble(10));
      case 1 -> new Cascade(stages, new Stop.Proven(random.nextDouble()));
      case 2 ->
          new Search(
              Map.of(
                  "small", Outlook.certain(random.nextDouble()),
                  "large", Outlook.certain(random.nextDouble())),
              random.nextDouble());
      case 3 -> new Cascade(stages, new Stop.Gain(random.nextDouble(-1, 1)));
      default -> new Sampling("small", 0.5 + random.nextDouble() / 2, 1, 1 + random.nextInt(10));
    };
  }

  private static String asked(Route route) {
    return route.next(new State(ALL, List.of(), 0)) instanceof Step.Ask(List<String> models)
        ? models.getFirst()
        : "nobody";
  }

  private static State answered(double quality, List<Prospect> left) {
    return new State(left, List.of(new Candidate("yes", quality, 1)), 1);
  }

  private static State votes(int votes, double quality) {
    return new State(List.of(SMALL), List.of(new Candidate("yes", quality, votes)), votes);
  }
}
