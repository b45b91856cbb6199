package dev.asterism.train;

import dev.asterism.student.Vocabulary;
import java.util.List;
import java.util.Random;

/// Fits a softmax regression by stochastic gradient steps.
///
/// Weights lie row by row (an n-gram's labels side by side), so that both the sums and the update
/// of one n-gram run over neighbouring floats. Steps are scaled per row by the gradients that the
/// row has seen (AdaGrad, Duchi et al. 2011), so rare n-grams still learn.
///
/// Sums are doubles beside weights that are floats: the compiler then knows that a write to the one
/// changes nothing of the other, and works on several labels at once, in half the time.
final class SoftmaxTraining {

  private static final float BIAS_RATE = 0.014f;
  private static final float DECAY = 1.4e-5f;

  /// An error of probability so small that there is nothing more to learn from an example: a third
  /// of all steps, which changes no accuracy that was measured.
  private static final float SETTLED = 0.01f;

  private final int width;
  private final float[] weights;
  private final float[] biases;
  private final float[] seen;
  private final double[] sums;

  private SoftmaxTraining(int rows, int width) {
    this.width = width;
    this.weights = new float[rows * width];
    this.biases = new float[width];
    this.seen = new float[rows];
    this.sums = new double[width];
  }

  /// Dense weights, row by row, and a bias for each label.
  record Fit(float[] weights, float[] biases) {

    /// {@return each label's sum for a text}
    float[] sums(Vocabulary.Vector text) {
      float[] sums = biases.clone();
      for (int i = 0; i < text.rows().length; i++) {
        int from = text.rows()[i] * sums.length;
        float value = text.values()[i];
        for (int label = 0; label < sums.length; label++) {
          sums[label] += value * weights[from + label];
        }
      }
      return sums;
    }
  }

  static Fit fit(
      int rows,
      int width,
      List<Vocabulary.Vector> texts,
      int[] labels,
      int epochs,
      float steps,
      long seed) {
    SoftmaxTraining training = new SoftmaxTraining(rows, width);
    Random random = new Random(seed);
    int[] order = new int[texts.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      // Falls to a tenth, so that the last passes settle.
      float fall = 1 - 0.9f * epoch / epochs;
      float rate = steps * fall;
      for (int index : order) {
        training.step(texts.get(index), labels[index], rate, fall);
      }
    }
    if (width == 2) {
      oppose(training.weights);
    }
    return new Fit(training.weights, training.biases);
  }

  /// Of two labels what speaks for one speaks against the other. They are learnt so but for what is
  /// lost in rounding; now that holds to the last bit, and one weight tells both.
  private static void oppose(float[] weights) {
    for (int row = 0; row < weights.length; row += 2) {
      float half = (weights[row + 1] - weights[row]) / 2;
      weights[row] = -half;
      weights[row + 1] = half;
    }
  }

  private void step(Vocabulary.Vector text, int label, float rate, float fall) {
    int[] rows = text.rows();
    float[] values = text.values();
    for (int k = 0; k < width; k++) {
      sums[k] = biases[k];
    }
    for (int i = 0; i < rows.length; i++) {
      add(rows[i] * width, values[i]);
    }
    double norm = gradient(label);
    if (-sums[label] < SETTLED) {
      return;
    }
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      float value = values[i];
      seen[row] += (float) (value * value * norm);
      update(row * width, rate * value / (float) Math.sqrt(seen[row] + 1e-8f), fall * DECAY);
    }
    for (int k = 0; k < width; k++) {
      biases[k] -= (float) (fall * BIAS_RATE * sums[k]);
    }
  }

  private void add(int from, float value) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += value * weights[from + k];
    }
  }

  private void update(int from, float step, float decay) {
    for (int k = 0; k < sums.length; k++) {
      weights[from + k] -= (float) (step * sums[k]) + decay * weights[from + k];
    }
  }

  /// Turns the sums into the gradient (probability less truth) and returns its squared length.
  private double gradient(int label) {
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < width; k++) {
      most = Math.max(most, sums[k]);
    }
    double total = 0;
    for (int k = 0; k < width; k++) {
      sums[k] = Math.exp(sums[k] - most);
      total += sums[k];
    }
    double norm = 0;
    for (int k = 0; k < width; k++) {
      sums[k] = sums[k] / total - (k == label ? 1 : 0);
      norm += sums[k] * sums[k];
    }
    return norm;
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
