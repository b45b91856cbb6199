package dev.asterism.cost;

/// What may be spent on models within a day or a month.
///
/// @param limit at least zero; zero leaves only what is free
public record Budget(Period period, Usd limit) {

  public Budget {
    if (limit.compareTo(Usd.ZERO) < 0) {
      throw new IllegalArgumentException("a budget is never negative");
    }
  }

  /// {@return what its setting is called, such as `day-usd`}
  public static String setting(Period period) {
    return period.word() + "-usd";
  }
}
