package dev.asterism.estimate;

import dev.asterism.estimate.Descriptions.Description;
import dev.asterism.student.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How likely each model's answer to a question is good, before it is asked.
///
/// Two regressions: of how hard the question is (the models' mean), and of what sets the models
/// apart (each less that mean). They lean on different signs, and a router needs the second. What
/// to lean on is chosen by the evidence of the outcomes, so no labels are held out for it; a few
/// hundred are enough to learn from.
public final class QualityEstimator {

  private static final double SURE = 0.005;

  private final Descriptions descriptions;
  private final Regression level;
  private final Regression contrasts;

  private QualityEstimator(Descriptions descriptions, Regression level, Regression contrasts) {
    this.descriptions = descriptions;
    this.level = level;
    this.contrasts = contrasts;
  }

  /// {@return an estimator learnt from labelled questions}
  ///
  /// Time grows with the cube of their number: about two seconds for 1,500.
  ///
  /// @param texts the questions, at least two
  /// @param outcomes for each model, for each question how good its answer was, in [0, 1]
  /// @param encoder reads meaning too, where given
  public static QualityEstimator fit(
      List<String> texts, List<double[]> outcomes, Optional<Encoder> encoder) {
    if (texts.size() < 2 || outcomes.stream().anyMatch(one -> one.length != texts.size())) {
      throw new IllegalArgumentException(
          "needs two questions, and an outcome of each model to each");
    }
    Descriptions descriptions = Descriptions.of(texts, encoder);
    List<Description> questions = texts.stream().map(descriptions::describe).toList();
    double[] mean = mean(outcomes, texts.size());
    List<double[]> apart = outcomes.stream().map(outcome -> less(outcome, mean)).toList();
    Grams grams = Grams.of(questions);
    int features = descriptions.words();
    return new QualityEstimator(
        descriptions,
        Regression.fit(questions, grams, List.of(mean), features),
        Regression.fit(questions, grams, apart, features));
  }

  /// {@return for each model, how likely its answer is good, in (0, 1)}
  public double[] estimate(String text) {
    Description question = descriptions.describe(text);
    double mean = level.lines().getFirst().at(question);
    return contrasts.lines().stream()
        .mapToDouble(line -> probability(mean + line.at(question)))
        .toArray();
  }

  /// {@return for each question learnt from, what [#estimate] would say had it been left out}
  public List<double[]> heldOut() {
    double[] mean = level.heldOut().getFirst();
    List<double[]> estimates = new ArrayList<>();
    for (int question = 0; question < mean.length; question++) {
      int at = question;
      estimates.add(
          contrasts.heldOut().stream()
              .mapToDouble(apart -> probability(mean[at] + apart[at]))
              .toArray());
    }
    return estimates;
  }

  private static double probability(double value) {
    return Math.clamp(value, SURE, 1 - SURE);
  }

  private static double[] mean(List<double[]> outcomes, int size) {
    double[] mean = new double[size];
    for (double[] outcome : outcomes) {
      for (int i = 0; i < size; i++) {
        mean[i] += outcome[i] / outcomes.size();
      }
    }
    return mean;
  }

  private static double[] less(double[] outcome, double[] mean) {
    double[] rest = new double[mean.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = outcome[i] - mean[i];
    }
    return rest;
  }
}
