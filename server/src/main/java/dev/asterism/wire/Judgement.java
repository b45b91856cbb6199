package dev.asterism.wire;

import dev.asterism.chat.DecisionAnswer;
import dev.asterism.chat.Label;
import dev.asterism.chat.Question;
import java.util.List;

/// What probabilities of labels amount to as the answer to a question.
public final class Judgement {

  private Judgement() {}

  /// {@return a question's possible answers, in its order; none for a predicate}
  public static List<Question.Option> options(Question question) {
    return switch (question) {
      case Question.Predicate _ -> List.of();
      case Question.Choice(_, _, var options) -> options;
      case Question.Score(_, _, var levels) -> levels;
    };
  }

  /// {@return the answer}
  ///
  /// @param labels those that the judge knows
  /// @param probabilities one for each of them
  public static DecisionAnswer of(
      Question question, List<Label> labels, List<Double> probabilities) {
    List<Double> each =
        options(question).stream()
            .map(option -> probability(option.value(), labels, probabilities))
            .toList();
    return switch (question) {
      case Question.Predicate _ ->
          new DecisionAnswer.Predicate(probability(new Label.Truth(true), labels, probabilities));
      case Question.Choice(_, _, var options) -> {
        int best = likeliest(each);
        yield new DecisionAnswer.Choice(options.get(best).value(), each.get(best), each);
      }
      case Question.Score _ -> {
        double expected = 0;
        for (int level = 0; level < each.size(); level++) {
          expected += level * each.get(level);
        }
        yield new DecisionAnswer.Score(expected, each.get(likeliest(each)), each);
      }
    };
  }

  private static int likeliest(List<Double> probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.size(); i++) {
      if (probabilities.get(i) > probabilities.get(best)) {
        best = i;
      }
    }
    return best;
  }

  private static double probability(Label label, List<Label> labels, List<Double> probabilities) {
    int index = labels.indexOf(label);
    return index < 0 ? 0 : probabilities.get(index);
  }
}
