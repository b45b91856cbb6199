package dev.asterism.policy;

import java.util.List;

/// What to do next with a request.
public sealed interface Step {

  /// Asks these models side by side; a model may be named more than once.
  record Ask(List<String> models) implements Step {

    public Ask {
      models = List.copyOf(models);
      if (models.isEmpty()) {
        throw new IllegalArgumentException("nobody to ask");
      }
    }
  }

  /// Gives this answer, one of the candidates.
  record Answer(String answer) implements Step {}

  /// Cannot go on, and there is no answer to give.
  ///
  /// @param reason for a person
  record Refuse(String reason) implements Step {}
}
