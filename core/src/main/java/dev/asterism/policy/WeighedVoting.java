package dev.asterism.policy;

import dev.asterism.policy.Voting.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// When a vote of voters of different reliability is settled: as soon as an answer is right with
/// the confidence wanted, if voters err independently.
///
/// An answer is spoken for by `ln(p x wrong / (1 - p))` of each of its voters (see
/// [dev.asterism.stats.DawidSkene]); answers that nobody gave, by zero. Voters who share mistakes
/// make it too sure, so one voter alone never settles a vote of several.
///
/// @param reliability of each voter by its name, the chance of a right vote, in (0, 1)
/// @param wrong how many wrong answers an erring voter chooses among, at least 1
/// @param confidence with which the leading answer must be right, in (0, 1]
public record WeighedVoting(Map<String, Double> reliability, double wrong, double confidence) {

  private static final int FEWEST = 2;

  /// No answer is empty.
  private static final String UNSAID = "";

  public WeighedVoting {
    reliability = Map.copyOf(reliability);
    if (!(wrong >= 1)) {
      throw new IllegalArgumentException("there is at least one wrong answer");
    }
  }

  /// {@return how a vote stands}
  ///
  /// @param votes by answer, who gave it
  /// @param open who has not voted yet; who gives no answer never votes
  public Standing standing(Map<String, List<String>> votes, List<String> open) {
    int counted = votes.values().stream().mapToInt(List::size).sum();
    Optional<String> lead = lead(votes);
    boolean sure = lead.isPresent() && chance(votes, lead.get()) >= confidence;
    if (sure && counted >= Math.min(FEWEST, counted + open.size())) {
      return new Standing.Settled(lead.get());
    }
    return sure || couldBeSettled(votes, open) ? new Standing.Open() : new Standing.Split();
  }

  /// {@return the answer that is the likeliest to be right, of equals the first in the map's order;
  /// empty where there is none}
  public Optional<String> lead(Map<String, List<String>> votes) {
    return votes.entrySet().stream()
        .sorted(Comparator.comparingDouble(vote -> -weight(vote.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// {@return how likely an answer is to be right, by the votes counted}
  public double chance(Map<String, List<String>> votes, String answer) {
    return chance(weight(votes.getOrDefault(answer, List.of())), votes, answer);
  }

  /// Everybody who is left and worth hearing might say the same, be it said already or not.
  private boolean couldBeSettled(Map<String, List<String>> votes, List<String> open) {
    List<String> worthHearing = open.stream().filter(voter -> weight(List.of(voter)) > 0).toList();
    double more = weight(worthHearing);
    return !worthHearing.isEmpty()
        && Stream.concat(votes.keySet().stream(), Stream.of(UNSAID))
            .mapToDouble(answer ->
                chance(more + weight(votes.getOrDefault(answer, List.of())), votes, answer))
            .anyMatch(chance -> chance >= confidence);
  }

  private double chance(double weight, Map<String, List<String>> votes, String answer) {
    double others = Math.max(0, wrong + 1 - votes.size() - (votes.containsKey(answer) ? 0 : 1));
    for (Map.Entry<String, List<String>> vote : votes.entrySet()) {
      others += vote.getKey().equals(answer) ? 0 : Math.exp(weight(vote.getValue()));
    }
    return 1 / (1 + others * Math.exp(-weight));
  }

  private double weight(List<String> voters) {
    double sum = 0;
    for (String voter : voters) {
      double p = Optional.ofNullable(reliability.get(voter)).orElseThrow();
      sum += Math.log(p * wrong / (1 - p));
    }
    return sum;
  }
}
