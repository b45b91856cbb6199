package dev.asterism.train;

import dev.asterism.student.Vocabulary;
import java.util.List;

/// Fits one logistic regression for each of several labels at once, by stochastic gradient steps as
/// [SoftmaxTraining] does, and with doubles beside floats for the same reason.
final class SeveralTraining {

  private static final int EPOCHS = 16;
  private static final float BIAS_RATE = 0.014f;
  private static final float DECAY = 1.4e-5f;

  private SeveralTraining() {}

  /// {@return dense weights, row by row, and a bias for each label}
  ///
  /// @param labels for each text whether each label applies
  static SoftmaxTraining.Fit fit(
      int rows, List<Vocabulary.Vector> texts, List<boolean[]> labels, float steps, long seed) {
    int width = labels.getFirst().length;
    float[] weights = new float[rows * width];
    float[] biases = biases(width, labels);
    float[] seen = new float[rows];
    Passes.over(
        texts.size(),
        EPOCHS,
        seed,
        (place, fall) ->
            step(texts.get(place), labels.get(place), weights, biases, seen, steps * fall, fall));
    return new SoftmaxTraining.Fit(weights, biases);
  }

  /// Begins where each label is as frequent as it is: most labels are rare.
  private static float[] biases(int width, List<boolean[]> labels) {
    float[] biases = new float[width];
    for (int label = 0; label < width; label++) {
      int place = label;
      double count = labels.stream().filter(text -> text[place]).count();
      biases[label] = (float) Math.log((count + 0.5) / (labels.size() - count + 0.5));
    }
    return biases;
  }

  private static void step(
      Vocabulary.Vector text,
      boolean[] labels,
      float[] weights,
      float[] biases,
      float[] seen,
      float rate,
      float fall) {
    int width = biases.length;
    double[] gradient = new double[width];
    for (int label = 0; label < width; label++) {
      gradient[label] = biases[label];
    }
    for (int i = 0; i < text.rows().length; i++) {
      int from = text.rows()[i] * width;
      float value = text.values()[i];
      for (int label = 0; label < gradient.length; label++) {
        gradient[label] += value * weights[from + label];
      }
    }
    double norm = 0;
    for (int label = 0; label < width; label++) {
      gradient[label] = 1 / (1 + Math.exp(-gradient[label])) - (labels[label] ? 1 : 0);
      norm += gradient[label] * gradient[label];
    }
    for (int i = 0; i < text.rows().length; i++) {
      int row = text.rows()[i];
      float value = text.values()[i];
      seen[row] += (float) (value * value * norm);
      float step = rate * value / (float) Math.sqrt(seen[row] + 1e-8f);
      int from = row * width;
      float decay = fall * DECAY;
      for (int label = 0; label < gradient.length; label++) {
        weights[from + label] -= (float) (step * gradient[label]) + decay * weights[from + label];
      }
    }
    for (int label = 0; label < width; label++) {
      biases[label] -= (float) (fall * BIAS_RATE * gradient[label]);
    }
  }
}
