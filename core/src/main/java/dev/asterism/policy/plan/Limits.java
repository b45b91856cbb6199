package dev.asterism.policy.plan;

import dev.asterism.cost.Usd;
import java.time.Duration;
import java.util.Optional;

/// How far a plan may go.
///
/// @param steps at most, those of a repair included
/// @param depth how many may have to be done one after the other
/// @param tokens of all calls together, as far as they can be foreseen
/// @param cost of all calls together, as far as it can be foreseen; empty for any
/// @param time after which no step is begun or waited for
public record Limits(int steps, int depth, long tokens, Optional<Usd> cost, Duration time) {

  public Limits {
    if (steps < 1 || depth < 1 || tokens < 1 || !time.isPositive()) {
      throw new IllegalArgumentException("a plan needs room for one step");
    }
  }

  /// {@return whether so much may be spent; what has no price may cost anything}
  public boolean allow(Spent spent) {
    return spent.tokens() <= tokens
        && (cost.isEmpty() || spent.cost().filter(it -> it.compareTo(cost.get()) <= 0).isPresent());
  }
}
