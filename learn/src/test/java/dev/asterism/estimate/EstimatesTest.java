package dev.asterism.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.estimate.Jury.Judgement;
import dev.asterism.estimate.Jury.Told;
import dev.asterism.stats.DeferralCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimatesTest {

  private static final String[] EASY = {"greet", "thank", "spell", "count"};
  private static final String[] HARD = {"integrate", "prove", "derive", "refute"};

  /// A world in which hard words defeat the small model, and nothing the large one.
  private record World(List<String> texts, double[] small, double[] large) {

    static World of(int size, SplittableRandom random) {
      List<String> texts = new ArrayList<>();
      double[] small = new double[size];
      double[] large = new double[size];
      for (int i = 0; i < size; i++) {
        boolean hard = random.nextBoolean();
        String[] words = hard ? HARD : EASY;
        texts.add("please " + words[random.nextInt(4)] + " number " + random.nextInt(1_000));
        small[i] = random.nextDouble() < (hard ? 0.2 : 0.9) ? 1 : 0;
        large[i] = random.nextDouble() < 0.9 ? 1 : 0;
      }
      return new World(texts, small, large);
    }
  }

  @Test
  void whereTheSmallModelFailsIsLearntFromWords() {
    SplittableRandom random = new SplittableRandom(23);
    World learnt = World.of(200, random);
    World fresh = World.of(2_000, random);
    QualityEstimator estimator =
        QualityEstimator.fit(
            learnt.texts(), List.of(learnt.small(), learnt.large()), Optional.empty());
    double[] gains =
        fresh.texts().stream()
            .map(estimator::estimate)
            .mapToDouble(both -> both[1] - both[0])
            .toArray();
    assertThat(DeferralCurve.of(gains, fresh.small(), fresh.large()).apgr()).isGreaterThan(0.7);
  }

  @Test
  void estimatesOfLearntQuestionsDoNotKnowTheirOutcome() {
    SplittableRandom random = new SplittableRandom(29);
    World noise = World.of(300, random);
    double[] coin = random.doubles(300).map(x -> x < 0.5 ? 1 : 0).toArray();
    List<double[]> heldOut =
        QualityEstimator.fit(noise.texts(), List.of(coin), Optional.empty()).heldOut();
    double together = 0;
    for (int i = 0; i < coin.length; i++) {
      together += (heldOut.get(i)[0] - 0.5) * (coin[i] - 0.5);
    }
    assertThat(together / coin.length).isLessThan(0.02);
  }

  /// Voters who are right with 0.8 each: of what the jury calls good with a chance of p, a share of
  /// about p is good.
  @Test
  void aJurysChancesAreWhatTheySay() {
    SplittableRandom random = new SplittableRandom(31);
    List<Told> told = ballots(600, random);
    List<Told> fresh = ballots(6_000, random);
    Jury jury = Jury.fit(told);
    double expected = 0;
    double came = 0;
    double sure = 0;
    double sureCame = 0;
    for (Told one : fresh) {
      Judgement judgement = jury.judge(one.ballot());
      double good = one.good().get(judgement.voter()) ? 1 : 0;
      expected += judgement.quality();
      came += good;
      sure += judgement.quality() > 0.9 ? judgement.quality() : 0;
      sureCame += judgement.quality() > 0.9 ? good : 0;
    }
    assertThat(expected / fresh.size()).isCloseTo(came / fresh.size(), within(0.03));
    assertThat(sure).isPositive();
    assertThat(sureCame / sure).isCloseTo(1, within(0.05));
  }

  private static List<Told> ballots(int size, SplittableRandom random) {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Optional<String>> answers = new ArrayList<>();
      List<Boolean> good = new ArrayList<>();
      for (int voter = 0; voter < 3; voter++) {
        boolean right = random.nextDouble() < 0.8;
        good.add(right);
        answers.add(Optional.of(right ? "right " + i : "wrong " + random.nextInt(5)));
      }
      Ballot ballot = new Ballot(answers, List.of(0.8, 0.8, 0.8, 0.95));
      told.add(new Told(ballot, good, random.nextDouble() < 0.95));
    }
    return told;
  }
}
