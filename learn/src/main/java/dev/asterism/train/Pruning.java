package dev.asterism.train;

import dev.asterism.student.Vocabulary;
import java.util.Arrays;
import java.util.List;

/// Finds the smallest head that is nearly as good as what was learnt, on texts held out.
final class Pruning {

  /// How many more of the held-out answers may be wrong, as a share of all.
  static final double TOLERANCE = 0.002;

  private static final double[] SHARES = {1, 0.5, 0.3, 0.2, 0.14, 0.1, 0.07, 0.05, 0.035, 0.025};

  private final int[] right = new int[SHARES.length];
  private int rightWhole;
  private int judged;

  /// {@return what several counted}
  static Pruning of(List<Pruning> parts) {
    Pruning all = new Pruning();
    for (Pruning part : parts) {
      all.judged += part.judged;
      all.rightWhole += part.rightWhole;
      for (int size = 0; size < all.right.length; size++) {
        all.right[size] += part.right[size];
      }
    }
    return all;
  }

  /// {@return what was learnt in each size, largest first}
  static List<Words> sizes(Weights weights) {
    return Arrays.stream(SHARES).mapToObj(weights::words).toList();
  }

  /// Counts the answer of each size to a text that was held out.
  void judge(Weights weights, List<Words> sizes, long[] text, int label) {
    Vocabulary.Vector whole = weights.vocabulary().vector(text);
    judged++;
    rightWhole += largest(weights.grams().sums(whole)) == label ? 1 : 0;
    for (int size = 0; size < right.length; size++) {
      Words words = sizes.get(size);
      float[] sums = words.head().sums(words.vocabulary().vector(text));
      right[size] += largest(sums) == label ? 1 : 0;
    }
  }

  /// {@return which size to keep}
  int smallest() {
    int least = 0;
    for (int size = 0; size < right.length; size++) {
      if (right[size] >= rightWhole - TOLERANCE * judged) {
        least = size;
      }
    }
    return least;
  }

  /// {@return the share of weights that a size keeps}
  static double share(int size) {
    return SHARES[size];
  }

  static int largest(float[] sums) {
    int best = 0;
    for (int label = 1; label < sums.length; label++) {
      if (sums[label] > sums[best]) {
        best = label;
      }
    }
    return best;
  }
}
