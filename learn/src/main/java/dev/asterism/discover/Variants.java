package dev.asterism.discover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The few ways in which a slot that is none begins, or ends.
///
/// What is left beside them, such as single requests in which somebody changed a word, is kept
/// apart as well.
///
/// @param members the requests of each, and at last all others
record Variants(List<List<Member>> members) {

  /// More than this many are values of a slot.
  private static final int MOST = 8;

  /// The share of requests that they are to cover.
  private static final double COVERED = 0.5;

  private static final double FREQUENT = 0.05;

  /// Tokens that tell how a value begins or ends: about six words.
  private static final int EDGE = 12;

  /// {@return the variants that a slot's values are, if they are no values}
  ///
  /// @param values of all slots, for each request
  static Optional<Variants> of(Map<Member, List<String>> values, int slot) {
    return by(values, all -> beginning(all.get(slot)))
        .or(() -> by(values, all -> end(all.get(slot))));
  }

  private static Optional<Variants> by(
      Map<Member, List<String>> values, Function<List<String>, String> edge) {
    Map<String, List<Member>> groups = new HashMap<>();
    values.forEach((member, all) ->
        groups.computeIfAbsent(edge.apply(all), _ -> new ArrayList<>()).add(member));
    List<List<Member>> variants = new ArrayList<>();
    List<Member> others = new ArrayList<>();
    for (List<Member> group : groups.values()) {
      if (group.size() >= FREQUENT * values.size()) {
        variants.add(group);
      } else {
        others.addAll(group);
      }
    }
    boolean few =
        groups.size() > 1
            && variants.size() <= MOST
            && others.size() <= (1 - COVERED) * values.size();
    variants.add(others);
    return few ? Optional.of(new Variants(variants)) : Optional.empty();
  }

  private static String beginning(String value) {
    int[] starts = Tokens.of(value);
    return value.substring(0, starts[Math.min(EDGE, starts.length - 1)]);
  }

  private static String end(String value) {
    int[] starts = Tokens.of(value);
    return value.substring(starts[Math.max(0, starts.length - 1 - EDGE)]);
  }
}
