package dev.asterism.perform;

import dev.asterism.policy.Recall;

/// The port through which a semantic cache hears what is proved of it.
@FunctionalInterface
public interface Standings {

  /// Nothing is proved of any.
  Standings NONE = _ -> new Standing(1, Recall.UNPROVED);

  /// How the cache of one scope stands.
  ///
  /// @param attempt how often it has begun anew, from 1; what was kept before is not given any more
  /// @param recall when it answers
  record Standing(int attempt, Recall recall) {}

  Standing of(String scope);
}
