package dev.asterism.estimate;

import dev.asterism.estimate.Descriptions.Description;
import java.util.List;

/// How alike two questions are: a sum of inner products, each with a weight of its own.
///
/// The variance of an outcome that nothing in the question explains is 1; the weights are relative
/// to it.
///
/// @param words weight of equal n-grams
/// @param shape weight of equal length, numbers, signs
/// @param meaning weight of what an encoder reads
record Mixture(double words, double shape, double meaning) {

  private static final double[] WORDS = {0.03, 0.1, 0.3, 1};
  private static final double[] SHAPES = {0.003, 0.01, 0.03, 0.1};
  private static final double[] MEANINGS = {0, 0.1, 0.3, 1};
  private static final double[] NO_MEANINGS = {0};
  private static final int CHOOSING = 600;

  /// {@return the mixture of a small grid under which outcomes are likeliest, their variance fitted,
  /// columns of outcomes taken as independent (Rasmussen and Williams 2006, equation 2.30)}
  ///
  /// A part of the questions is enough to choose by.
  static Mixture likeliest(List<Description> all, List<double[]> outcomes, boolean meanings) {
    List<Description> questions = all.subList(0, Math.min(CHOOSING, all.size()));
    double[][] words = gram(questions, new Mixture(1, 0, 0));
    double[][] shapes = gram(questions, new Mixture(0, 1, 0));
    double[][] read = meanings ? gram(questions, new Mixture(0, 0, 1)) : words;
    Mixture best = new Mixture(WORDS[0], SHAPES[0], 0);
    double most = Double.NEGATIVE_INFINITY;
    for (double word : WORDS) {
      for (double shape : SHAPES) {
        for (double meaning : meanings ? MEANINGS : NO_MEANINGS) {
          Mixture tried = new Mixture(word, shape, meaning);
          double evidence = evidence(tried.sum(words, shapes, read), outcomes);
          if (evidence > most) {
            most = evidence;
            best = tried;
          }
        }
      }
    }
    return best;
  }

  /// {@return the covariance of the questions' outcomes, its lower triangle}
  double[][] covariance(List<Description> questions) {
    double[][] covariance = gram(questions, this);
    for (int i = 0; i < covariance.length; i++) {
      covariance[i][i] += 1;
    }
    return covariance;
  }

  private double[][] sum(double[][] byWords, double[][] byShape, double[][] byMeaning) {
    double[][] sum = new double[byWords.length][];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        sum[i][j] =
            words * byWords[i][j] + shape * byShape[i][j] + meaning * byMeaning[i][j];
      }
      sum[i][i] += 1;
    }
    return sum;
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

  private static double[][] gram(List<Description> questions, Mixture mixture) {
    double[][] gram = new double[questions.size()][];
    for (int i = 0; i < gram.length; i++) {
      gram[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        gram[i][j] = mixture.alike(questions.get(i), questions.get(j));
      }
    }
    return gram;
  }

  private double alike(Description one, Description other) {
    double sum = 0;
    sum += words == 0 ? 0 : words * one.sharedWords(other);
    sum += shape == 0 ? 0 : shape * one.sameShape(other);
    sum += meaning == 0 ? 0 : meaning * one.sameMeaning(other);
    return sum;
  }
}
