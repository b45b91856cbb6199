package dev.asterism.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Parts inputs into folds of about equal size, near-duplicates into the same.
///
/// The largest groups are dealt first, each to the fold that has least (Graham 1969), the last of
/// those where several have: what the first folds alone are asked is not told by the lumps. A group
/// of near-duplicates has at most half of a fold, so no fold has less than half of its even share
/// or more than half again, unless one input comes oftener than that.
final class Folds {

  private Folds() {}

  /// {@return for each input its fold, from 0; [Dataset#NONE] for one that is nearly the same as
  /// none that counts}
  ///
  /// @param counts whether the input at a place is one of those that folds are made of
  static int[] of(List<String> inputs, IntPredicate counts, int foldCount, long seed) {
    int counted = (int) IntStream.range(0, inputs.size()).filter(counts).count();
    Groups groups = NearDuplicates.of(inputs, counts, Math.max(1, counted / (2 * foldCount)));
    int[] folds = new int[inputs.size()];
    Arrays.fill(folds, Dataset.NONE);
    int[] sizes = new int[foldCount];
    for (List<Integer> group : dealt(groups, seed)) {
      int least = foldCount - 1;
      for (int fold = foldCount - 2; fold >= 0; fold--) {
        least = sizes[fold] < sizes[least] ? fold : least;
      }
      sizes[least] += groups.size(group.getFirst());
      for (int place : group) {
        folds[place] = least;
      }
    }
    return folds;
  }

  /// {@return the groups that hold an input that counts, the largest first}
  private static List<List<Integer>> dealt(Groups groups, long seed) {
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int place = 0; place < groups.places(); place++) {
      if (groups.size(place) > 0) {
        members.computeIfAbsent(groups.of(place), _ -> new ArrayList<>()).add(place);
      }
    }
    List<List<Integer>> dealt = new ArrayList<>(members.values());
    Collections.shuffle(dealt, new Random(seed));
    dealt.sort(
        Comparator.<List<Integer>>comparingInt(group -> groups.size(group.getFirst())).reversed());
    return dealt;
  }
}
