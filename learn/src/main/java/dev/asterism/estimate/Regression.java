package dev.asterism.estimate;

import dev.asterism.estimate.Descriptions.Description;
import java.util.ArrayList;
import java.util.List;

/// Gaussian-process regression with a linear kernel over a question's words, shape and meaning
/// (Rasmussen and Williams 2006, algorithm 2.1). Since the kernel is linear, an estimate is one
/// sparse inner product.
///
/// @param lines one for each column of outcomes
/// @param heldOut for each column and question learnt from, what the others say of it (their
///   equation 5.12)
record Regression(List<Line> lines, List<double[]> heldOut) {

  /// A mean, and what each feature adds.
  record Line(double mean, double[] words, double[] shape, double[] meaning) {

    double at(Description question) {
      double sum = mean;
      int[] rows = question.words().rows();
      for (int i = 0; i < rows.length; i++) {
        sum += words[rows[i]] * question.words().values()[i];
      }
      for (int i = 0; i < shape.length; i++) {
        sum += shape[i] * question.shape()[i];
      }
      for (int i = 0; i < meaning.length; i++) {
        sum += meaning[i] * question.meaning()[i];
      }
      return sum;
    }
  }

  /// {@return the regression of each column on the questions}
  ///
  /// @param grams of the questions
  /// @param outcomes columns, each with a number for each question
  /// @param features how many words are known
  static Regression fit(
      List<Description> questions, Grams grams, List<double[]> outcomes, int features) {
    Mixture mixture = Mixture.likeliest(grams, outcomes);
    Cholesky factor = Cholesky.of(mixture.covariance(grams, grams.size()));
    double[] precision = factor.inverseDiagonal();
    List<Line> lines = new ArrayList<>();
    List<double[]> heldOut = new ArrayList<>();
    for (double[] outcome : outcomes) {
      Centred centred = Centred.of(outcome, outcome.length);
      double[] weights = factor.solve(centred.values());
      lines.add(line(mixture, centred.mean(), weights, questions, features));
      double[] others = new double[outcome.length];
      for (int i = 0; i < others.length; i++) {
        others[i] = outcome[i] - weights[i] / precision[i];
      }
      heldOut.add(others);
    }
    return new Regression(lines, heldOut);
  }

  private static Line line(
      Mixture mixture, double mean, double[] weights, List<Description> questions, int features) {
    double[] words = new double[features];
    double[] shape = new double[Shape.WIDTH];
    double[] meaning = new double[questions.getFirst().meaning().length];
    for (int q = 0; q < weights.length; q++) {
      Description question = questions.get(q);
      for (int i = 0; i < question.words().rows().length; i++) {
        words[question.words().rows()[i]] +=
            mixture.words() * weights[q] * question.words().values()[i];
      }
      for (int i = 0; i < shape.length; i++) {
        shape[i] += mixture.shape() * weights[q] * question.shape()[i] / shape.length;
      }
      for (int i = 0; i < meaning.length; i++) {
        meaning[i] += mixture.meaning() * weights[q] * question.meaning()[i];
      }
    }
    return new Line(mean, words, shape, meaning);
  }
}
