package dev.asterism.estimate;

import java.util.List;

/// What weight each sign has in how alike two questions are.
///
/// The variance of an outcome that nothing in the question explains is 1; the weights are relative
/// to it.
///
/// @param words weight of equal n-grams
/// @param shape weight of equal length, numbers, signs
/// @param meaning weight of what an encoder reads
record Mixture(double words, double shape, double meaning) {

  private static final double[] WORDS = {0.05, 0.2, 0.8};
  private static final double[] SHAPES = {0.003, 0.02, 0.1};
  private static final double[] MEANINGS = {0, 0.1, 0.3, 1};
  private static final double[] NO_MEANINGS = {0};
  private static final int CHOOSING = 500;

  /// {@return the mixture of a small grid under which outcomes are likeliest, their variance
  /// fitted, columns of outcomes taken as independent (Rasmussen and Williams 2006, equation 2.30)}
  ///
  /// A part of the questions is enough to choose by.
  static Mixture likeliest(Grams grams, List<double[]> outcomes) {
    int size = Math.min(CHOOSING, grams.size());
    Mixture best = new Mixture(WORDS[0], SHAPES[0], 0);
    double most = Double.NEGATIVE_INFINITY;
    for (double word : WORDS) {
      for (double shape : SHAPES) {
        for (double meaning : grams.hasMeanings() ? MEANINGS : NO_MEANINGS) {
          Mixture tried = new Mixture(word, shape, meaning);
          double evidence = evidence(tried.covariance(grams, size), outcomes);
          if (evidence > most) {
            most = evidence;
            best = tried;
          }
        }
      }
    }
    return best;
  }

  /// {@return the covariance of the first `size` questions' outcomes, its lower triangle}
  double[][] covariance(Grams grams, int size) {
    double[][] covariance = new double[size][];
    for (int i = 0; i < size; i++) {
      covariance[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double read = meaning == 0 ? 0 : meaning * grams.meanings()[i][j];
        covariance[i][j] = words * grams.words()[i][j] + shape * grams.shapes()[i][j] + read;
      }
      covariance[i][i] += 1;
    }
    return covariance;
  }

  private static double evidence(double[][] covariance, List<double[]> outcomes) {
    Cholesky factor = Cholesky.of(covariance);
    int size = covariance.length;
    double sum = 0;
    for (double[] outcome : outcomes) {
      double squares = 0;
      for (double z : factor.forward(Centred.of(outcome, size).values())) {
        squares += z * z;
      }
      sum -= size * Math.log(Math.max(squares, 1e-9)) + factor.logDeterminant();
    }
    return sum / 2;
  }
}
