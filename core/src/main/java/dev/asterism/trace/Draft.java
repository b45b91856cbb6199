package dev.asterism.trace;

import java.util.OptionalDouble;

/// A draft as who judges it sees it, without its words.
///
/// @param meaning equal for all drafts that mean the same; empty where it lacks the form that was
///   asked for
/// @param confidence of the model in it, in [0, 1]; empty where it does not tell
public record Draft(String meaning, OptionalDouble confidence) {

  /// {@return whether it can be given at all}
  public boolean isFormed() {
    return !meaning.isEmpty();
  }
}
