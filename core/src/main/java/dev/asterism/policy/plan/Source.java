package dev.asterism.policy.plan;

import java.util.Optional;

/// Where an input of a sub-task comes from.
public sealed interface Source {

  /// The request itself, as text: so nobody need copy a long document into a plan.
  record Request() implements Source {}

  /// What another sub-task answered.
  ///
  /// @param step its id
  /// @param field of the JSON object that it answered; empty for the whole answer
  record Output(String step, Optional<String> field) implements Source {}
}
