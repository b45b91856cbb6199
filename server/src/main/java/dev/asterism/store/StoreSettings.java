package dev.asterism.store;

import java.time.Duration;

/// How much the store keeps.
///
/// @param retentionAge traces older than this go
/// @param retentionBytes the oldest traces go while the database holds more than this
/// @param queueCapacity recordings that may wait to be written; more are shed
/// @param bodyLimit bytes kept of a request's or an answer's body
public record StoreSettings(
    Duration retentionAge, long retentionBytes, int queueCapacity, int bodyLimit) {

  public static final StoreSettings DEFAULT =
      new StoreSettings(Duration.ofDays(30), 2_000_000_000L, 10_000, 256 * 1024);

  public StoreSettings {
    if (retentionAge.isNegative() || retentionAge.isZero()) {
      throw new IllegalArgumentException("the retention age must be above zero");
    }
    if (retentionBytes < 1 || queueCapacity < 1) {
      throw new IllegalArgumentException(
          "the retention bytes and the queue's capacity must be at least 1");
    }
    if (bodyLimit < 0) {
      throw new IllegalArgumentException("the body limit must be 0 or more bytes");
    }
  }
}
