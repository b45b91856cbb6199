package dev.asterism.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Parts inputs into folds of about equal size, near-duplicates into the same.
///
/// The largest groups are dealt first, each to the fold that has least (Graham 1969). A group of
/// near-duplicates has at most half of a fold, so no fold has less than half of its even share or
/// more than half again, unless one input comes oftener than that.
final class Folds {

  private Folds() {}

  /// {@return for each input its fold, from 0}
  static int[] of(List<String> inputs, int foldCount, long seed) {
    Groups groups = NearDuplicates.of(inputs, Math.max(1, inputs.size() / (2 * foldCount)));
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int place = 0; place < inputs.size(); place++) {
      members.computeIfAbsent(groups.of(place), _ -> new ArrayList<>()).add(place);
    }
    List<List<Integer>> dealt = new ArrayList<>(members.values());
    Collections.shuffle(dealt, new Random(seed));
    dealt.sort(Comparator.<List<Integer>>comparingInt(List::size).reversed());
    int[] folds = new int[inputs.size()];
    int[] sizes = new int[foldCount];
    for (List<Integer> group : dealt) {
      int least = 0;
      for (int fold = 1; fold < foldCount; fold++) {
        least = sizes[fold] < sizes[least] ? fold : least;
      }
      sizes[least] += group.size();
      for (int place : group) {
        folds[place] = least;
      }
    }
    return folds;
  }
}
