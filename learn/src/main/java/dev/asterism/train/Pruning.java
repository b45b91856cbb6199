package dev.asterism.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// Finds the smallest of several sizes that is nearly as good as the whole, on answers held out.
///
/// Of several sizes that are all about as good, some do better on the answers at hand by luck, and
/// whoever takes the smallest that did well enough picks the lucky ones. So a size must do well
/// enough with a standard error to spare, and so must all that are larger: what it costs is the
/// answers lost less those won (McNemar 1947), whose standard error is at most the root of their
/// sum. On a few hundred answers that allows little, for they tell little.
final class Pruning {

  private final int[] lost;
  private final int[] won;
  private int judged;

  /// @param sizes how many, the largest first
  Pruning(int sizes) {
    this.lost = new int[sizes];
    this.won = new int[sizes];
  }

  /// {@return what several counted of as many sizes}
  static Pruning of(List<Pruning> parts) {
    Pruning all = new Pruning(parts.getFirst().lost.length);
    for (Pruning part : parts) {
      all.judged += part.judged;
      for (int size = 0; size < all.lost.length; size++) {
        all.lost[size] += part.lost[size];
        all.won[size] += part.won[size];
      }
    }
    return all;
  }

  /// Counts an answer.
  ///
  /// @param whole whether all that was learnt gives it
  /// @param sizes whether a size does
  void judge(boolean whole, IntPredicate sizes) {
    judged++;
    for (int size = 0; size < lost.length; size++) {
      boolean right = sizes.test(size);
      lost[size] += whole && !right ? 1 : 0;
      won[size] += right && !whole ? 1 : 0;
    }
  }

  /// {@return which size to keep: the smallest that is good enough for every reading, as all larger
  /// ones are; the largest where none is}
  ///
  /// @param readings what was counted of each way to read; of one that was not tried, nothing
  /// @param tolerance how many more of the answers may be wrong, as a share of all
  static int smallest(double tolerance, Pruning... readings) {
    int smallest = 0;
    while (smallest + 1 < readings[0].lost.length && allAllow(smallest + 1, tolerance, readings)) {
      smallest++;
    }
    return smallest;
  }

  private static boolean allAllow(int size, double tolerance, Pruning... readings) {
    return Arrays.stream(readings).allMatch(reading -> reading.allows(size, tolerance));
  }

  private boolean allows(int size, double tolerance) {
    int changed = lost[size] + won[size];
    return lost[size] - won[size] + Math.sqrt(changed) <= tolerance * judged;
  }
}
