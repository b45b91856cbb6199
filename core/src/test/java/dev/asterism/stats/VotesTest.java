package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.stats.DawidSkene.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VotesTest {

  @Test
  void aUnanimousVoteIsSettledAfterFourAtNinetyFivePercent() {
    assertThat(AdaptiveConsistency.confidence(3, 0)).isLessThan(0.95);
    assertThat(AdaptiveConsistency.confidence(4, 0)).isGreaterThan(0.95);
    assertThat(AdaptiveConsistency.confidence(3, 3)).isCloseTo(0.5, within(1e-9));
  }

  /// Answers drawn with a usual and a rare one: stopping early names the rare one seldom.
  @Test
  void aSettledVoteSeldomNamesTheRarerAnswer() {
    SplittableRandom random = new SplittableRandom(3);
    int wrong = 0;
    int worlds = 10_000;
    for (int world = 0; world < worlds; world++) {
      double usual = random.nextDouble();
      int first = 0;
      int second = 0;
      while (first + second < 200
          && AdaptiveConsistency.confidence(Math.max(first, second), Math.min(first, second))
              < 0.95) {
        if (random.nextDouble() < usual) {
          first++;
        } else {
          second++;
        }
      }
      wrong += first > second == usual < 0.5 ? 1 : 0;
    }
    // Bayes: with the prior it assumes, each stop is wrong with at most 5 %, long runs but little
    // more.
    assertThat((double) wrong / worlds).isLessThan(0.05);
  }

  @Test
  void passAtKIsTheShareOfSubsetsWithARightSample() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 1; n <= 10; n++) {
      for (int c = 0; c <= n; c++) {
        int k = 1 + random.nextInt(n);
        int subsets = 0;
        int hits = 0;
        for (int mask = 0; mask < 1 << n; mask++) {
          if (Integer.bitCount(mask) == k) {
            subsets++;
            hits += (mask & ((1 << c) - 1)) == 0 ? 0 : 1;
          }
        }
        assertThat(PassAtK.of(n, c, k)).isCloseTo((double) hits / subsets, within(1e-12));
      }
    }
  }

  @Test
  void reliabilityIsLearntWithoutARightAnswer() {
    SplittableRandom random = new SplittableRandom(7);
    double[] truth = {0.9, 0.8, 0.7, 0.6, 0.55};
    List<int[]> votes = new ArrayList<>();
    int majority = 0;
    int weighted = 0;
    List<Integer> right = new ArrayList<>();
    for (int question = 0; question < 4_000; question++) {
      int answer = random.nextInt(4);
      right.add(answer);
      int[] row = new int[truth.length];
      for (int voter = 0; voter < row.length; voter++) {
        boolean isRight = random.nextDouble() < truth[voter];
        row[voter] = isRight ? answer : (answer + 1 + random.nextInt(3)) % 4;
      }
      votes.add(row);
    }
    DawidSkene fit =
        DawidSkene.fit(votes, Collections.nCopies(votes.size(), new Truth.Unknown()), 3);
    for (int voter = 0; voter < truth.length; voter++) {
      assertThat(fit.reliability().get(voter)).isCloseTo(truth[voter], within(0.03));
    }
    DawidSkene equal = new DawidSkene(List.of(0.7, 0.7, 0.7, 0.7, 0.7), 3);
    for (int question = 0; question < votes.size(); question++) {
      weighted += leader(fit, votes.get(question)) == right.get(question) ? 1 : 0;
      majority += leader(equal, votes.get(question)) == right.get(question) ? 1 : 0;
    }
    assertThat(weighted).isGreaterThan(majority);
  }

  /// Three voters share most of their mistakes, two err alone: from votes alone the three seem
  /// right.
  @Test
  void whatIsKnownToBeRightTellsVotersWhoShareMistakesFromGoodOnes() {
    SplittableRandom random = new SplittableRandom(59);
    List<int[]> votes = new ArrayList<>();
    List<Truth> some = new ArrayList<>();
    for (int question = 0; question < 2_000; question++) {
      boolean together = random.nextDouble() < 0.6;
      int shared = random.nextInt(3);
      int[] row = new int[5];
      for (int voter = 0; voter < 3; voter++) {
        boolean alone = random.nextDouble() < 0.05;
        row[voter] = together ? 0 : alone ? 0 : 1 + shared;
      }
      for (int voter = 3; voter < 5; voter++) {
        row[voter] = random.nextDouble() < 0.8 ? 0 : 1 + random.nextInt(3);
      }
      votes.add(row);
      some.add(question % 4 == 0 ? new Truth.Known(0) : new Truth.Unknown());
    }
    List<Truth> all = Collections.nCopies(votes.size(), new Truth.Known(0));
    List<Truth> none = Collections.nCopies(votes.size(), new Truth.Unknown());
    double right = DawidSkene.fit(votes, all, 3).reliability().getFirst();
    assertThat(right).isCloseTo(0.62, within(0.04));
    assertThat(DawidSkene.fit(votes, none, 3).reliability().getFirst()).isGreaterThan(0.8);
    assertThat(DawidSkene.fit(votes, some, 3).reliability().getFirst())
        .isBetween(right, DawidSkene.fit(votes, none, 3).reliability().getFirst());
  }

  @Test
  void votesForNothingThatIsRightAreWrong() {
    List<int[]> votes = List.of(new int[] {0, 1}, new int[] {0, 0});
    List<Truth> truths = List.of(new Truth.Known(DawidSkene.SILENT), new Truth.Known(7));
    assertThat(DawidSkene.fit(votes, truths, 3).reliability()).containsExactly(0.25, 0.25);
  }

  @Test
  void silentVotersDoNotVote() {
    DawidSkene two = new DawidSkene(List.of(0.9, 0.6), 1);
    assertThat(two.posterior(new int[] {DawidSkene.SILENT, 0})).containsExactly(1.0);
    assertThat(two.posterior(new int[] {DawidSkene.SILENT, DawidSkene.SILENT})).isEmpty();
    assertThat(two.posterior(new int[] {0, 1})[0]).isCloseTo(9.0 / 10.5, within(1e-9));
  }

  private static int leader(DawidSkene model, int[] votes) {
    double[] posterior = model.posterior(votes);
    int leader = 0;
    for (int answer = 1; answer < posterior.length; answer++) {
      leader = posterior[answer] > posterior[leader] ? answer : leader;
    }
    return leader;
  }
}
