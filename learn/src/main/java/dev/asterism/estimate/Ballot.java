package dev.asterism.estimate;

import dev.asterism.stats.DawidSkene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What some models answered to a question, beside what was expected of them.
///
/// @param answers one for each model asked, equal where they mean the same; empty where there was
///   none to be read
/// @param expected for each model asked, then for the boss, how likely its answer was thought to be
///   good before anybody was asked
public record Ballot(List<Optional<String>> answers, List<Double> expected) {

  public Ballot {
    answers = List.copyOf(answers);
    expected = List.copyOf(expected);
    if (expected.size() != answers.size() + 1) {
      throw new IllegalArgumentException("an expectation for each voter and one for the boss");
    }
  }

  /// {@return for each voter the number of its answer, numbered as they first appear}
  int[] votes() {
    List<String> seen = new ArrayList<>();
    int[] votes = new int[answers.size()];
    for (int voter = 0; voter < votes.length; voter++) {
      int at = voter;
      votes[voter] = answers.get(at).map(answer -> number(seen, answer)).orElse(DawidSkene.SILENT);
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
