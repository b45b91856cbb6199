package dev.asterism.store;

import dev.asterism.cost.Usd;

/// What a coach did for a task.
///
/// @param lessons that it taught
/// @param cost of writing and labelling them
public record Coached(long lessons, Usd cost) {

  /// Nothing.
  public static final Coached NOT = new Coached(0, Usd.ZERO);
}
