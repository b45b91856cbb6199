package dev.asterism.student;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /// {@return the chooser of some n-grams: every one that speaks for a choice is among them}
  Chooser only(int[] rows) {
    return new Chooser(grams.only(rows), meaning, least);
  }

  /// {@return the chooser with a share of its n-grams' weights, the heaviest}
  Chooser heaviest(double share) {
    return new Chooser(grams.heaviest(share), meaning, least);
  }

  Chooser withoutMeaning() {
    return new Chooser(grams, Optional.empty(), least);
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

  /// {@return what is chosen}
  public List<Integer> choices(Vocabulary.Vector text, Optional<float[]> vector) {
    return choices(probabilities(text, vector));
  }

  /// {@return what is chosen by these probabilities}
  List<Integer> choices(double[] probabilities) {
    if (several()) {
      return IntStream.range(0, probabilities.length)
          .filter(choice -> probabilities[choice] >= least)
          .boxed()
          .toList();
    }
    int best = 0;
    for (int choice = 1; choice < probabilities.length; choice++) {
      best = probabilities[choice] > probabilities[best] ? choice : best;
    }
    return List.of(best);
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
