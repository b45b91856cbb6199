package dev.asterism.perform;

import java.util.Optional;

/// A model as a policy asks it. The same model, asked to think harder, is another member.
///
/// @param effort how hard it is to think, such as `low`, whatever the request says; empty where
///   that is left to the request
public record Member(String model, Optional<String> effort) {

  /// {@return its name among the policy's members, as traces tell it, such as `big (low)`}
  public String name() {
    return effort.map(word -> model + " (" + word + ")").orElse(model);
  }
}
