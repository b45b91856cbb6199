package dev.asterism.policy;

import dev.asterism.stats.AdaptiveConsistency;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// When a vote is settled: whoever still votes could not change it, or would hardly.
///
/// @param needed how many votes an answer needs, at least 1
/// @param confidence with which the leading answer must be the most usual one, in (0, 1]; where it
///   is reached the vote is settled before `needed` are counted (see [AdaptiveConsistency])
/// @param fewest votes counted before confidence may settle it
public record Voting(int needed, OptionalDouble confidence, int fewest) {

  public Voting {
    if (needed < 1 || fewest < 1) {
      throw new IllegalArgumentException("an answer needs at least one vote");
    }
  }

  /// {@return the rule that more than half of so many voters must agree}
  public static Voting majority(int voters) {
    return new Voting(voters / 2 + 1, OptionalDouble.empty(), 1);
  }

  /// How a vote stands.
  public sealed interface Standing {

    /// This answer has won.
    record Settled(String answer) implements Standing {}

    /// No answer can win any more.
    record Split() implements Standing {}

    /// Those who have not voted yet decide it.
    record Open() implements Standing {}
  }

  /// {@return how a vote stands}
  ///
  /// @param votes by answer; of equal ones the first in the map's order leads
  /// @param open how many have not voted yet; who gives no answer never votes
  public Standing standing(Map<String, Integer> votes, int open) {
    List<Map.Entry<String, Integer>> order =
        votes.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    int lead = order.isEmpty() ? 0 : order.getFirst().getValue();
    int second = order.size() < 2 ? 0 : order.get(1).getValue();
    if (lead > 0 && (lead >= needed || isSure(lead, second, votes))) {
      return new Standing.Settled(order.getFirst().getKey());
    }
    return lead + open < needed && !couldBeSure(open) ? new Standing.Split() : new Standing.Open();
  }

  private boolean isSure(int lead, int second, Map<String, Integer> votes) {
    int counted = votes.values().stream().mapToInt(Integer::intValue).sum();
    return confidence.isPresent()
        && counted >= fewest
        && AdaptiveConsistency.confidence(lead, second) >= confidence.getAsDouble();
  }

  private boolean couldBeSure(int open) {
    return confidence.isPresent() && open > 0;
  }
}
