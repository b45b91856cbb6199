package dev.asterism.chat;

import java.util.List;
import java.util.Set;

/// A decisions request: several questions about one input.
///
/// @param model the model asked for
/// @param input the input's text, roles and parts kept apart in one stable spelling
/// @param textOnly whether the input holds nothing but text
/// @param questions 1 to 400, in order
/// @param demands names of fields that only a large model can honour
public record DecisionRequest(
    String model, String input, boolean textOnly, List<Question> questions, Set<String> demands) {

  public DecisionRequest {
    questions = List.copyOf(questions);
    demands = Set.copyOf(demands);
  }

  /// {@return the same request put to another model}
  public DecisionRequest askedOf(String other) {
    return new DecisionRequest(other, input, textOnly, questions, demands);
  }
}
