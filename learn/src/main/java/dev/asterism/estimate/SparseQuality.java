package dev.asterism.estimate;

import dev.asterism.estimate.Descriptions.Description;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How likely each model's answer to a question is good, learnt where each question was put to some
/// of the models only.
///
/// Each model has a regression of its own, on the questions that it was asked; what is known of
/// words and shapes is known of all questions together. See [QualityEstimator] for questions that
/// every model answered.
public final class SparseQuality {

  private static final double SURE = 0.005;

  private final Descriptions descriptions;
  private final Map<String, Learnt> models;

  /// An answer of a model to a question, and how good it was.
  ///
  /// @param question its place among the questions
  /// @param good in [0, 1]
  public record Outcome(int question, double good) {}

  /// @param heldOut what the others say of each outcome
  private record Learnt(Regression.Line line, double[] heldOut) {}

  /// How likely an answer is good.
  ///
  /// @param chance in (0, 1)
  /// @param outcomes that it was learnt from, at least 1
  public record Chance(double chance, int outcomes) {}

  private SparseQuality(Descriptions descriptions, Map<String, Learnt> models) {
    this.descriptions = descriptions;
    this.models = models;
  }

  /// {@return what the outcomes teach}
  ///
  /// Time grows with the cube of a model's outcomes, and with the square of them times the length
  /// of the questions.
  ///
  /// @param sketches of the questions, at least one
  /// @param outcomes by model; a model without any is not known
  public static SparseQuality fit(List<Sketch> sketches, Map<String, List<Outcome>> outcomes) {
    Descriptions descriptions = Descriptions.of(sketches);
    List<Description> questions = sketches.stream().map(descriptions::describe).toList();
    Map<String, Learnt> models = new LinkedHashMap<>();
    outcomes.forEach((model, own) -> {
      if (!own.isEmpty()) {
        models.put(model, learnt(questions, own, descriptions.words()));
      }
    });
    return new SparseQuality(descriptions, models);
  }

  private static Learnt learnt(List<Description> questions, List<Outcome> outcomes, int words) {
    List<Description> asked = new ArrayList<>();
    outcomes.forEach(outcome -> asked.add(questions.get(outcome.question())));
    double[] good = outcomes.stream().mapToDouble(Outcome::good).toArray();
    if (Arrays.stream(good).distinct().count() == 1) {
      // Nothing tells one question from another.
      return new Learnt(
          new Regression.Line(
              good[0],
              new double[words],
              new double[Shape.WIDTH],
              new double[asked.getFirst().meaning().length]),
          good);
    }
    Regression regression = Regression.fit(asked, Grams.of(asked), List.of(good), words);
    return new Learnt(regression.lines().getFirst(), regression.heldOut().getFirst());
  }

  /// {@return for each model with outcomes, how likely its answer is good}
  public Map<String, Chance> estimate(Sketch sketch) {
    Description question = descriptions.describe(sketch);
    Map<String, Chance> chances = new LinkedHashMap<>();
    models.forEach((model, learnt) ->
        chances.put(
            model, new Chance(bounded(learnt.line().at(question)), learnt.heldOut().length)));
    return chances;
  }

  /// {@return what is expected of each outcome of a model by all its others, in their order, in (0,
  /// 1); none for a model that is not known}
  double[] heldOut(String model) {
    Learnt learnt = models.get(model);
    return learnt == null
        ? new double[0]
        : Arrays.stream(learnt.heldOut()).map(SparseQuality::bounded).toArray();
  }

  private static double bounded(double chance) {
    return Math.clamp(chance, SURE, 1 - SURE);
  }
}
