package dev.asterism.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// Puts inputs together that are so alike that whoever learnt the one knows the other.
///
/// Three rungs, each looser than the one before: the same input; the same but for case, digits,
/// marks and blanks; nearly the same words (see [Bags]). Likeness is handed on, from the first to
/// the second and from the second to the third, so a group may grow without an end. Where a rung
/// makes one that is larger than allowed, its inputs are variations of a form, in which what varies
/// is the signal: they stay in the groups of the stricter rung.
final class NearDuplicates {

  private NearDuplicates() {}

  /// @param counts whether the input at a place counts towards a group's size
  /// @param most inputs of a group that count, unless all of them are the same
  static Groups of(List<String> inputs, IntPredicate counts, int most) {
    Groups same = Groups.alone(inputs.size(), counts);
    joinEqual(inputs, Function.identity(), same);
    Groups plain = loosened(same, most, loose -> joinEqual(inputs, NearDuplicates::plain, loose));
    return loosened(plain, most, loose -> Bags.of(inputs).joinAlike(loose));
  }

  private static Groups loosened(Groups strict, int most, Consumer<Groups> rung) {
    Groups loose = strict.copy();
    rung.accept(loose);
    Groups bounded = strict.copy();
    for (int place = 0; place < bounded.places(); place++) {
      if (loose.size(place) <= most) {
        bounded.join(place, loose.of(place));
      }
    }
    return bounded;
  }

  private static void joinEqual(List<String> inputs, Function<String, String> key, Groups groups) {
    Map<String, Integer> first = new HashMap<>();
    for (int place = 0; place < inputs.size(); place++) {
      int seen = place;
      groups.join(place, first.computeIfAbsent(key.apply(inputs.get(place)), _ -> seen));
    }
  }

  /// What is left of an input when case, digits, marks and blanks are set aside.
  private static String plain(String input) {
    StringBuilder plain = new StringBuilder();
    for (char c : input.toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isDigit(c)) {
        plain.append('0');
      } else if (Character.isLetter(c)) {
        plain.append(c);
      }
    }
    return plain.isEmpty() ? input : plain.toString();
  }
}
