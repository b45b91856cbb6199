package dev.asterism.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An amount of money, exact to a thousand-millionth of a dollar.
///
/// @param nanos in 1e-9 US dollars; negative for a loss
public record Usd(long nanos) implements Comparable<Usd> {

  public static final Usd ZERO = new Usd(0);

  private static final double NANOS_PER_DOLLAR = 1e9;

  /// {@return an amount of dollars, to the nearest thousand-millionth}
  public static Usd ofDollars(double dollars) {
    return new Usd(Math.round(dollars * NANOS_PER_DOLLAR));
  }

  public Usd plus(Usd other) {
    return new Usd(Math.addExact(nanos, other.nanos));
  }

  public Usd minus(Usd other) {
    return new Usd(Math.subtractExact(nanos, other.nanos));
  }

  public double dollars() {
    return nanos / NANOS_PER_DOLLAR;
  }

  @Override
  public int compareTo(Usd other) {
    return Long.compare(nanos, other.nanos);
  }

  /// {@return the amount in dollars, in plain digits, as headers carry it}
  @Override
  public String toString() {
    return BigDecimal.valueOf(nanos, 9).setScale(9, RoundingMode.UNNECESSARY).toPlainString();
  }
}
