package dev.asterism.simulate;

import java.util.Map;
import java.util.Optional;

/// A question with what each model made of it.
///
/// @param text empty where it was not recorded
/// @param group what a router that knows the data set would know: its category, else its name
record Question(String id, Optional<String> text, String group, Map<String, Outcome> outcomes) {

  Question {
    outcomes = Map.copyOf(outcomes);
  }

  Outcome outcome(String model) {
    return Optional.ofNullable(outcomes.get(model)).orElseThrow();
  }
}
