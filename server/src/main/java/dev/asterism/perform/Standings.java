package dev.asterism.perform;

import dev.asterism.policy.Recall;

/// The port through which semantic caches and cascades hear what is proved of them.
@FunctionalInterface
public interface Standings {

  /// Nothing is proved of any.
  Standings NONE = _ -> new Standing(1, Recall.UNPROVED);

  /// How one scope stands.
  ///
  /// @param attempt how often it has begun anew, from 1; what a cache kept before is not given any
  ///   more
  /// @param recall from which score on the policy's best model is spared, and how often it is asked
  ///   all the same
  record Standing(int attempt, Recall recall) {}

  Standing of(String scope);
}
