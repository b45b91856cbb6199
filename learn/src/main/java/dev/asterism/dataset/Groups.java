package dev.asterism.dataset;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// Places in groups that only ever grow together (Galler and Fischer 1964). Some places count, and
/// groups are as large as they hold places that do.
final class Groups {

  private final int[] parents;
  private final int[] sizes;

  private Groups(int[] parents, int[] sizes) {
    this.parents = parents;
    this.sizes = sizes;
  }

  /// {@return so many places, each by itself}
  ///
  /// @param counts whether a place counts
  static Groups alone(int places, IntPredicate counts) {
    int[] parents = new int[places];
    Arrays.setAll(parents, place -> place);
    int[] sizes = new int[places];
    Arrays.setAll(sizes, place -> counts.test(place) ? 1 : 0);
    return new Groups(parents, sizes);
  }

  Groups copy() {
    return new Groups(parents.clone(), sizes.clone());
  }

  int places() {
    return parents.length;
  }

  /// {@return the place that stands for a place's group}
  int of(int place) {
    int at = place;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /// {@return how many places that count a place's group has}
  int size(int place) {
    return sizes[of(place)];
  }

  void join(int one, int other) {
    int larger = of(one);
    int smaller = of(other);
    if (larger == smaller) {
      return;
    }
    if (sizes[larger] < sizes[smaller]) {
      int swapped = larger;
      larger = smaller;
      smaller = swapped;
    }
    parents[smaller] = larger;
    sizes[larger] += sizes[smaller];
  }
}
