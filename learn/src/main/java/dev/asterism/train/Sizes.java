package dev.asterism.train;

import dev.asterism.student.Meaning;
import dev.asterism.student.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What was learnt of n-grams, in each of the sizes that may be kept of it.
///
/// @param words in each size, the largest first
record Sizes(Weights weights, List<Words> words) {

  private static final double[] SHARES = {1, 0.5, 0.3, 0.2, 0.14, 0.1, 0.07, 0.05, 0.035, 0.025};

  static Sizes of(Weights weights) {
    return new Sizes(weights, Arrays.stream(SHARES).mapToObj(weights::words).toList());
  }

  /// {@return how many sizes there are}
  static int count() {
    return SHARES.length;
  }

  /// {@return the share of weights that a size keeps}
  static double share(int size) {
    return SHARES[size];
  }

  /// Counts the answers of all sizes to a text that was held out.
  ///
  /// @param meaning the text's, where it is read
  /// @param once counts what n-grams alone say
  /// @param twice counts what they say with the meaning
  void judge(long[] text, Optional<float[]> meaning, int label, Pruning once, Pruning twice) {
    List<float[]> all = new ArrayList<>();
    for (Words size : words) {
      all.add(size.head().sums(size.vocabulary().vector(text)));
    }
    Vocabulary.Vector vector = weights.vocabulary().vector(text);
    float[] whole = weights.grams().sums(vector);
    once.judge(largest(whole) == label, size -> largest(all.get(size)) == label);
    if (meaning.isPresent()) {
      Meaning learnt = weights.meaning().orElseThrow();
      float[] said = learnt.head().sums(meaning.get());
      twice.judge(
          learnt.likeliest(whole, said) == label,
          size -> learnt.likeliest(all.get(size), said) == label);
    }
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
