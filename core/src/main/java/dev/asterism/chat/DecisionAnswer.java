package dev.asterism.chat;

import java.util.List;
import java.util.Optional;

/// A model's answer to one [Question].
public sealed interface DecisionAnswer {

  /// How likely it is that the statement holds.
  ///
  /// @param probability that the predicate is true, in [0, 1]
  record Predicate(double probability) implements DecisionAnswer {}

  /// The option chosen.
  ///
  /// @param choice the option chosen
  /// @param confidence in [0, 1]
  /// @param probabilities one for each option, in the question's order
  record Choice(Label choice, double confidence, List<Double> probabilities)
      implements DecisionAnswer {

    public Choice {
      probabilities = List.copyOf(probabilities);
    }
  }

  /// A place on the scale.
  ///
  /// @param score the expected level, 0 for the lowest
  /// @param confidence in [0, 1]
  /// @param probabilities one for each level, lowest first
  record Score(double score, double confidence, List<Double> probabilities)
      implements DecisionAnswer {

    public Score {
      probabilities = List.copyOf(probabilities);
    }
  }

  /// The model declined.
  record Refusal() implements DecisionAnswer {}

  /// {@return the label this answer amounts to, if it amounts to one}
  default Optional<Label> label(Question question) {
    return switch (this) {
      case Predicate(var probability) -> Optional.of(new Label.Truth(probability >= 0.5));
      case Choice(var choice, _, _) -> Optional.of(choice);
      case Score score when question instanceof Question.Score(_, _, var levels) ->
          likeliest(score.probabilities(), levels);
      case Score _, Refusal _ -> Optional.empty();
    };
  }

  private static Optional<Label> likeliest(
      List<Double> probabilities, List<Question.Option> levels) {
    if (probabilities.size() != levels.size() || levels.isEmpty()) {
      return Optional.empty();
    }
    int best = 0;
    for (int level = 1; level < levels.size(); level++) {
      if (probabilities.get(level) > probabilities.get(best)) {
        best = level;
      }
    }
    return Optional.of(levels.get(best).value());
  }
}
