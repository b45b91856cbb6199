package dev.asterism.gateway;

import java.time.Duration;

/// What clients may ask of a gateway, and how they are kept waiting.
///
/// @param body the largest request body that is read whole, in bytes
/// @param capacity how many requests are answered at once, at least 1; one more is told to come
///   back
/// @param held how many bytes the requests may have together that are held while they are answered,
///   at least 1; one that would be more is told to come back
/// @param patience how long a client may be silent in the middle of sending its request, beyond a
///   second for each KB that it did send
/// @param ping how long a stream is silent before its client is told that it goes on; zero for
///   never
/// @param lateness how late a thread may be run whose turn it is, the processors being busy with
///   requests, before fewer of them are answered at once; zero for however late
public record ClientLimits(
    int body, int capacity, long held, Duration patience, Duration ping, Duration lateness) {

  /// What is made of a request takes several times its bytes.
  private static final int SHARE_OF_MEMORY = 8;

  public static final ClientLimits DEFAULT =
      new ClientLimits(
          64 << 20,
          2_000,
          Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY,
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofMillis(20));

  public ClientLimits {
    if (body < 1
        || capacity < 1
        || held < 1
        || patience.isNegative()
        || ping.isNegative()
        || lateness.isNegative()) {
      throw new IllegalArgumentException("limits cannot be negative, nor nothing be allowed");
    }
  }
}
