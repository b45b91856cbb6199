package dev.asterism.policy.plan;

import dev.asterism.cost.Usd;
import java.util.Optional;

/// What calls took, or are expected to take.
///
/// @param tokens in, out and thought
/// @param cost empty where a price is not known
public record Spent(long tokens, Optional<Usd> cost) {

  public static final Spent NOTHING = new Spent(0, Optional.of(Usd.ZERO));

  /// {@return both together; of unknown cost where either is}
  public Spent plus(Spent other) {
    return new Spent(
        tokens + other.tokens, cost.flatMap(one -> other.cost.map(two -> one.plus(two))));
  }
}
