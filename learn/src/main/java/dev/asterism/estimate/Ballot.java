package dev.asterism.estimate;

import dev.asterism.stats.DawidSkene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What some models answered to a question, beside what was expected of them.
///
/// @param question its text; empty where it is not known
/// @param replies one for each model asked
/// @param expected for each model asked, then for the boss, how likely its answer was thought to be
///   good before anybody was asked
public record Ballot(String question, List<Reply> replies, List<Double> expected) {

  /// What one model replied.
  ///
  /// @param answer equal for all that mean the same; empty where there was none to be read
  /// @param length of all it wrote, in tokens; 0 where it is not known
  public record Reply(Optional<String> answer, double length) {}

  public Ballot {
    replies = List.copyOf(replies);
    expected = List.copyOf(expected);
    if (expected.size() != replies.size() + 1) {
      throw new IllegalArgumentException("an expectation for each voter and one for the boss");
    }
  }

  /// {@return for each voter the number of its answer, numbered as they first appear}
  int[] votes() {
    List<String> seen = new ArrayList<>();
    int[] votes = new int[replies.size()];
    for (int voter = 0; voter < votes.length; voter++) {
      Optional<String> answer = replies.get(voter).answer();
      votes[voter] = answer.map(said -> number(seen, said)).orElse(DawidSkene.SILENT);
    }
    return votes;
  }

  private static int number(List<String> seen, String answer) {
    int place = seen.indexOf(answer);
    if (place < 0) {
      seen.add(answer);
      return seen.size() - 1;
    }
    return place;
  }
}
