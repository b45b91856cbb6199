package dev.asterism.student;

import java.util.Optional;

/// Chooses by what a whole text says: one of its choices, or each of them by itself.
///
/// @param grams the weights of n-grams
/// @param meaning the weights of an encoder's vectors, where the student has an encoder
/// @param least the probability from which a choice is taken where each stands by itself; 0 where
///   the likeliest one is
public record Chooser(Head grams, Optional<DenseHead> meaning, double least) {

  public boolean several() {
    return least > 0;
  }

  public int width() {
    return grams.biases().length;
  }

  /// {@return how likely each choice is; n-grams and meaning weigh the same}
  ///
  /// @param vector the text's meaning, where it was read
  public double[] probabilities(Vocabulary.Vector text, Optional<float[]> vector) {
    double[] probabilities = probabilities(grams.sums(text));
    if (meaning.isPresent() && vector.isPresent()) {
      double[] byMeaning = probabilities(meaning.get().sums(vector.get()));
      for (int choice = 0; choice < probabilities.length; choice++) {
        probabilities[choice] = (probabilities[choice] + byMeaning[choice]) / 2;
      }
    }
    return probabilities;
  }

  private double[] probabilities(float[] sums) {
    if (!several()) {
      return Reading.softmax(sums);
    }
    double[] probabilities = new double[sums.length];
    for (int choice = 0; choice < sums.length; choice++) {
      probabilities[choice] = 1 / (1 + Math.exp(-sums[choice]));
    }
    return probabilities;
  }
}
