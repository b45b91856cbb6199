package dev.asterism.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.policy.Voting.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeighedVotingTest {

  private static final Map<String, Double> RELIABILITY =
      Map.of("good", 0.95, "fair", 0.75, "poor", 0.45);
  private static final int WRONG = 3;

  private static WeighedVoting voting(double confidence) {
    return new WeighedVoting(RELIABILITY, WRONG, confidence);
  }

  @Test
  void oneVoteIsRightAsOftenAsItsVoter() {
    RELIABILITY.forEach((voter, reliability) ->
        assertThat(voting(0.9).chance(Map.of("a", List.of(voter)), "a"))
            .isCloseTo(reliability, within(1e-9)));
  }

  @Test
  void aGoodVoterOutweighsTwoWhoAreOftenWrong() {
    Map<String, List<String>> votes = new LinkedHashMap<>();
    votes.put("b", List.of("poor", "poor"));
    votes.put("a", List.of("good"));
    assertThat(voting(0.6).lead(votes)).contains("a");
    assertThat(voting(0.6).standing(votes, List.of())).isEqualTo(new Standing.Settled("a"));
    assertThat(voting(0.95).standing(votes, List.of())).isEqualTo(new Standing.Split());
  }

  @Test
  void oneVoterAloneSettlesNothingWhileOthersAreOpen() {
    Map<String, List<String>> votes = Map.of("a", List.of("good"));
    assertThat(voting(0.9).standing(votes, List.of("poor"))).isEqualTo(new Standing.Open());
    assertThat(voting(0.9).standing(votes, List.of())).isEqualTo(new Standing.Settled("a"));
  }

  @Test
  void aVoteThatNobodyCouldSettleAnyMoreIsSplit() {
    Map<String, List<String>> votes = Map.of("a", List.of("good"), "b", List.of("fair"));
    assertThat(voting(0.99).standing(votes, List.of("poor"))).isEqualTo(new Standing.Split());
    assertThat(voting(0.99).standing(votes, List.of("good"))).isEqualTo(new Standing.Open());
    assertThat(voting(0.99).standing(Map.of(), List.of())).isEqualTo(new Standing.Split());
  }

  @Test
  void whoIsNearlyAlwaysWrongIsNotWaitedForInHope() {
    WeighedVoting voting = new WeighedVoting(Map.of("good", 0.98, "wrong", 0.02), WRONG, 0.9);
    List<String> both = List.of("wrong", "good");
    assertThat(voting.standing(Map.of(), both)).isEqualTo(new Standing.Open());
    assertThat(voting.standing(Map.of("b", List.of("wrong")), List.of("good")))
        .isEqualTo(new Standing.Open());
    assertThat(voting.standing(Map.of("a", List.of("good", "good")), List.of("wrong")))
        .isEqualTo(new Standing.Settled("a"));
    Map<String, List<String>> votes = new LinkedHashMap<>();
    votes.put("b", List.of("wrong"));
    votes.put("a", List.of("good"));
    assertThat(voting.standing(votes, List.of())).isEqualTo(new Standing.Settled("a"));
    assertThat(voting.standing(Map.of("b", List.of("wrong")), List.of()))
        .isEqualTo(new Standing.Split());
  }

  /// Voters err independently, each wrong answer as often as another, in 20,000 worlds.
  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.9, 0.97})
  void settledAnswersAreRightAtLeastAsOftenAsTheConfidence(double confidence) {
    Random random = new Random(11);
    WeighedVoting voting = voting(confidence);
    int settled = 0;
    int right = 0;
    for (int world = 0; world < 20_000; world++) {
      List<String> open = new ArrayList<>(List.of("good", "fair", "fair", "poor", "poor"));
      Map<String, List<String>> votes = new LinkedHashMap<>();
      Standing standing = voting.standing(votes, open);
      while (standing instanceof Standing.Open) {
        String voter = open.removeFirst();
        boolean hits = random.nextDouble() < RELIABILITY.getOrDefault(voter, 0.0);
        String answer = hits ? "right" : "wrong" + random.nextInt(WRONG);
        votes.computeIfAbsent(answer, _ -> new ArrayList<>()).add(voter);
        standing = voting.standing(votes, open);
      }
      if (standing instanceof Standing.Settled(String answer)) {
        settled++;
        right += answer.equals("right") ? 1 : 0;
      }
    }
    assertThat(settled).isGreaterThan(5_000);
    double deviation = Math.sqrt(confidence * (1 - confidence) / settled);
    assertThat((double) right / settled).isGreaterThan(confidence - 3 * deviation);
  }
}
