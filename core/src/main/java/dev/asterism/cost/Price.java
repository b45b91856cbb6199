package dev.asterism.cost;

import dev.asterism.chat.Usage;

/// What a model's tokens cost, in US dollars for each million.
///
/// @param cachedInput read from the provider's prompt cache
/// @param cacheWrite written into it
/// @param longCacheWrite written into it to stay for an hour, which some providers sell dearer
public record Price(
    double input, double cachedInput, double output, double cacheWrite, double longCacheWrite) {

  private static final double NANOS_PER_DOLLAR = 1e9;
  private static final double TOKENS = 1e6;

  public Price {
    if (!(input >= 0
        && cachedInput >= 0
        && output >= 0
        && cacheWrite >= 0
        && longCacheWrite >= 0)) {
      throw new IllegalArgumentException("a price is never negative");
    }
  }

  /// A price of a provider that takes nothing for writing into its cache.
  public Price(double input, double cachedInput, double output) {
    this(input, cachedInput, output, input);
  }

  /// A price of a provider that takes the same for writing into its cache, however long it stays.
  public Price(double input, double cachedInput, double output, double cacheWrite) {
    this(input, cachedInput, output, cacheWrite, cacheWrite);
  }

  /// {@return the cost of one call; input tokens from or into the cache at their own price}
  public Usd of(Usage usage) {
    long fresh =
        Math.max(0, usage.inputTokens() - usage.cachedInputTokens() - usage.cacheWriteTokens());
    double dollars =
        (fresh * input
                + usage.cachedInputTokens() * cachedInput
                + (usage.cacheWriteTokens() - usage.longCacheWriteTokens()) * cacheWrite
                + usage.longCacheWriteTokens() * longCacheWrite
                + usage.outputTokens() * output)
            / TOKENS;
    return new Usd(Math.round(dollars * NANOS_PER_DOLLAR));
  }
}
