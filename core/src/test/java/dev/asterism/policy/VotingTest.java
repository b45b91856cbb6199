package dev.asterism.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.policy.Voting.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds of every vote, on random ones.
class VotingTest {

  private static final int ELECTIONS = 5_000;

  /// Voters in their order; one without an answer never votes.
  private static List<Optional<String>> election(SplittableRandom random) {
    List<Optional<String>> voters = new ArrayList<>();
    int count = 1 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      int answer = random.nextInt(5);
      voters.add(answer == 4 ? Optional.empty() : Optional.of("answer " + answer));
    }
    return voters;
  }

  private static Map<String, Integer> count(List<Optional<String>> voters) {
    Map<String, Integer> votes = new LinkedHashMap<>();
    voters.forEach(voter -> voter.ifPresent(answer -> votes.merge(answer, 1, Integer::sum)));
    return votes;
  }

  @Test
  void aVoteStoppedEarlyEndsAsItWouldHaveEndedWithAllVotes() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < ELECTIONS; i++) {
      List<Optional<String>> voters = election(random);
      Voting voting = Voting.majority(voters.size());
      Standing whole = voting.standing(count(voters), 0);
      for (int heard = 0; heard <= voters.size(); heard++) {
        Standing early = voting.standing(count(voters.subList(0, heard)), voters.size() - heard);
        if (!(early instanceof Standing.Open)) {
          assertThat(early).isEqualTo(whole);
        }
      }
    }
  }

  @Test
  void aVoteIsNeverOpenWhenAllWereHeard() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < ELECTIONS; i++) {
      List<Optional<String>> voters = election(random);
      OptionalDouble confidence =
          random.nextBoolean()
              ? OptionalDouble.of(0.5 + random.nextDouble() / 2)
              : OptionalDouble.empty();
      Voting voting = new Voting(1 + random.nextInt(9), confidence, 1 + random.nextInt(4));
      assertThat(voting.standing(count(voters), 0)).isNotInstanceOf(Standing.Open.class);
    }
  }

  @Test
  void onlyAnAnswerThatNobodyOutvotesWins() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < ELECTIONS; i++) {
      Map<String, Integer> votes = count(election(random));
      Voting voting = new Voting(1 + random.nextInt(5), OptionalDouble.of(0.9), 2);
      if (voting.standing(votes, random.nextInt(4)) instanceof Standing.Settled(var won)) {
        assertThat(votes.values()).allMatch(other -> other <= votes.getOrDefault(won, 0));
      }
    }
  }

  @Test
  void theOrderOfVotersDoesNotMatterToAMajority() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < ELECTIONS; i++) {
      List<Optional<String>> voters = election(random);
      Voting voting = Voting.majority(voters.size());
      assertThat(voting.standing(count(voters.reversed()), 0))
          .isEqualTo(voting.standing(count(voters), 0));
    }
  }
}
