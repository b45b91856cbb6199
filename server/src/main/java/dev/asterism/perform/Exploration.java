package dev.asterism.perform;

import java.util.Optional;

/// Requests that are put, off the path, to the best model of a policy and to others, so that there
/// is something to learn from.
///
/// @param share of the requests, in [0, 1]
/// @param all whether each is put to all models, not to the best and one other
/// @param judge who says whether two different answers are equally good; empty where they are not
public record Exploration(double share, boolean all, Optional<String> judge) {

  /// {@return the same, but for how many requests that are}
  Exploration ofAnyShare() {
    return new Exploration(0, all, judge);
  }
}
