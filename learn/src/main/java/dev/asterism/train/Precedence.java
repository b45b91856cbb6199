package dev.asterism.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The one order that many short lists are in, or nearly.
final class Precedence {

  private Precedence() {}

  /// {@return everything in the lists, what most often comes before others first; all by the
  /// alphabet where the lists are}
  static <T> List<T> of(List<List<T>> lists, Comparator<T> alphabet) {
    Set<T> all = new LinkedHashSet<>();
    Map<T, Map<T, Integer>> before = new HashMap<>();
    for (List<T> list : lists) {
      all.addAll(list);
      for (int i = 0; i < list.size(); i++) {
        Map<T, Integer> followers = before.computeIfAbsent(list.get(i), _ -> new HashMap<>());
        list.subList(i + 1, list.size()).forEach(later -> followers.merge(later, 1, Integer::sum));
      }
    }
    if (lists.stream().allMatch(list -> list.stream().sorted(alphabet).toList().equals(list))) {
      return all.stream().sorted(alphabet).toList();
    }
    List<T> order = new ArrayList<>();
    Set<T> left = new LinkedHashSet<>(all);
    while (!left.isEmpty()) {
      T next =
          left.stream()
              .min(Comparator.comparingInt(one -> beaten(one, left, before)))
              .orElseThrow();
      order.add(next);
      left.remove(next);
    }
    return order;
  }

  /// By how many of those left something is more often preceded than not.
  private static <T> int beaten(T one, Set<T> left, Map<T, Map<T, Integer>> before) {
    int beaten = 0;
    for (T other : left) {
      int ahead = before.getOrDefault(other, Map.of()).getOrDefault(one, 0);
      int behind = before.getOrDefault(one, Map.of()).getOrDefault(other, 0);
      beaten += ahead > behind ? 1 : 0;
    }
    return beaten;
  }
}
