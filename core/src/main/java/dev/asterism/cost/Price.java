package dev.asterism.cost;

import dev.asterism.chat.Usage;

/// What a model's tokens cost, in US dollars for each million.
public record Price(double input, double cachedInput, double output) {

  private static final double NANOS_PER_DOLLAR = 1e9;
  private static final double TOKENS = 1e6;

  public Price {
    if (!(input >= 0 && cachedInput >= 0 && output >= 0)) {
      throw new IllegalArgumentException("a price is never negative");
    }
  }

  /// {@return the cost of one call; cached input tokens at their own price}
  public Usd of(Usage usage) {
    long fresh = Math.max(0, usage.inputTokens() - usage.cachedInputTokens());
    double dollars =
        (fresh * input + usage.cachedInputTokens() * cachedInput + usage.outputTokens() * output)
            / TOKENS;
    return new Usd(Math.round(dollars * NANOS_PER_DOLLAR));
  }
}
