package dev.asterism.store;

import dev.asterism.cost.Usd;

/// What the ledger sums to.
///
/// @param requests that clients made; audits are not among them
/// @param answeredByStudent requests answered by students alone
/// @param cost of the answers, audits apart
/// @param wouldHaveCost what the teachers alone would have cost
/// @param auditCost what was paid to check on students
/// @param errors requests that ended in an error
public record Totals(
    long requests,
    long answeredByStudent,
    Usd cost,
    Usd wouldHaveCost,
    Usd auditCost,
    long errors) {

  /// Of what never was asked.
  public static final Totals NONE = new Totals(0, 0, Usd.ZERO, Usd.ZERO, Usd.ZERO, 0);

  /// {@return what was not spent, audits paid; negative for a loss}
  public Usd saved() {
    return wouldHaveCost.minus(cost).minus(auditCost);
  }
}
