package dev.asterism.guard;

import dev.asterism.cost.Budget;
import dev.asterism.cost.Usd;
import java.time.Instant;

/// How a budget stands at a moment.
///
/// @param spent since the period began
/// @param reserved for what is being asked
/// @param renews when the period ends
public record Account(Budget budget, Usd spent, Usd reserved, Instant renews) {

  /// From here on people are told that a budget is near its end.
  private static final double NEAR = 0.8;

  /// {@return the share of the budget that is spent; above 1 where it was overdrawn}
  public double used() {
    return budget.limit().equals(Usd.ZERO) ? 1 : (double) spent.nanos() / budget.limit().nanos();
  }

  /// {@return whether four fifths of it are spent}
  public boolean isNearItsEnd() {
    return used() >= NEAR;
  }

  /// {@return whether so much more fits; what is free always does}
  boolean affords(Usd more) {
    return more.equals(Usd.ZERO) || spent.plus(reserved).plus(more).compareTo(budget.limit()) <= 0;
  }
}
