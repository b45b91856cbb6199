package dev.asterism.chat;

/// The tokens of one call, as a provider counts them.
///
/// @param inputTokens all input tokens, cached ones included
/// @param cachedInputTokens those of them read from the provider's prompt cache
/// @param outputTokens all output tokens, reasoning included
/// @param reasoningTokens those of them spent on hidden reasoning
/// @param cacheWriteTokens those of the input tokens written into the provider's prompt cache
/// @param longCacheWriteTokens those of them written to stay there for an hour
public record Usage(
    long inputTokens,
    long cachedInputTokens,
    long outputTokens,
    long reasoningTokens,
    long cacheWriteTokens,
    long longCacheWriteTokens) {

  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  public Usage {
    if (inputTokens < 0
        || cachedInputTokens < 0
        || outputTokens < 0
        || reasoningTokens < 0
        || cacheWriteTokens < 0
        || longCacheWriteTokens < 0) {
      throw new IllegalArgumentException("token counts are never negative");
    }
    if (longCacheWriteTokens > cacheWriteTokens) {
      throw new IllegalArgumentException(
          "what is written for an hour is a part of what is written");
    }
  }

  public Usage(long inputTokens, long outputTokens) {
    this(inputTokens, 0, outputTokens, 0, 0);
  }

  public Usage(long inputTokens, long cachedInputTokens, long outputTokens, long reasoningTokens) {
    this(inputTokens, cachedInputTokens, outputTokens, reasoningTokens, 0);
  }

  /// A call that wrote nothing into the cache that stays for an hour.
  public Usage(
      long inputTokens,
      long cachedInputTokens,
      long outputTokens,
      long reasoningTokens,
      long cacheWriteTokens) {
    this(inputTokens, cachedInputTokens, outputTokens, reasoningTokens, cacheWriteTokens, 0);
  }

  public Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        cachedInputTokens + other.cachedInputTokens,
        outputTokens + other.outputTokens,
        reasoningTokens + other.reasoningTokens,
        cacheWriteTokens + other.cacheWriteTokens,
        longCacheWriteTokens + other.longCacheWriteTokens);
  }

  /// {@return what so many calls like this one take}
  public Usage times(int calls) {
    return new Usage(
        calls * inputTokens,
        calls * cachedInputTokens,
        calls * outputTokens,
        calls * reasoningTokens,
        calls * cacheWriteTokens,
        calls * longCacheWriteTokens);
  }
}
