package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.util.ArrayList;
import java.util.List;

/// A student of hashed n-grams and one linear head.
///
/// @param labels what it can answer
/// @param surfaces each label as the teacher writes it
/// @param vocabulary the n-grams it knows
/// @param head their weights
/// @param temperature divides the head's sums before they become probabilities, above 0
/// @param reliability for each label, the share of held-out answers with it that were right
/// @param usages for each label, what the teacher's usage would be
public record LinearStudent(
    List<Label> labels,
    List<String> surfaces,
    Vocabulary vocabulary,
    Head head,
    double temperature,
    List<Double> reliability,
    Selector selector,
    List<UsageEstimate> usages)
    implements Student {

  public LinearStudent {
    labels = List.copyOf(labels);
    surfaces = List.copyOf(surfaces);
    reliability = List.copyOf(reliability);
    usages = List.copyOf(usages);
    int width = head.biases().length;
    if (labels.size() < 2
        || labels.size() != width
        || surfaces.size() != width
        || reliability.size() != width
        || usages.size() != width
        || vocabulary.size() + 1 != head.starts().length) {
      throw new IllegalArgumentException("the student's parts do not fit together");
    }
  }

  @Override
  public Verdict judge(String input) {
    Vocabulary.Vector text = vocabulary.vector(NGrams.of(input));
    double[] probabilities = softmax(head.sums(text), temperature);
    int first = likeliest(probabilities, -1);
    int second = likeliest(probabilities, first);
    double score =
        selector.score(
            Selector.evidence(
                probabilities[first], probabilities[second], reliability.get(first), text.known()));
    List<Double> all = new ArrayList<>(probabilities.length);
    for (double probability : probabilities) {
      all.add(probability);
    }
    return new Verdict(labels.get(first), score, all);
  }

  @Override
  public String surface(Label label) {
    int index = labels.indexOf(label);
    return index < 0 ? label.display() : surfaces.get(index);
  }

  @Override
  public UsageEstimate usage(Label label) {
    return usages.get(Math.max(0, labels.indexOf(label)));
  }

  /// {@return probabilities in proportion to exp(sum / temperature)}
  public static double[] softmax(float[] sums, double temperature) {
    double most = Double.NEGATIVE_INFINITY;
    for (float sum : sums) {
      most = Math.max(most, sum);
    }
    double[] probabilities = new double[sums.length];
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      probabilities[i] = Math.exp((sums[i] - most) / temperature);
      total += probabilities[i];
    }
    for (int i = 0; i < sums.length; i++) {
      probabilities[i] /= total;
    }
    return probabilities;
  }

  /// {@return the index of the largest value but for one index left out}
  public static int likeliest(double[] values, int leftOut) {
    int best = leftOut == 0 ? 1 : 0;
    for (int i = 0; i < values.length; i++) {
      if (i != leftOut && values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
