package dev.asterism.gateway;

import java.time.Duration;

/// What clients may ask of a gateway, and how they are kept waiting.
///
/// @param body the largest request body that is read whole, in bytes
/// @param capacity how many requests are answered at once, at least 1; one more is told to come
///   back
/// @param patience how long a client may be silent in the middle of sending its request, beyond a
///   second for each KB that it did send
/// @param ping how long a stream is silent before its client is told that it goes on; zero for
///   never
public record ClientLimits(int body, int capacity, Duration patience, Duration ping) {

  public static final ClientLimits DEFAULT =
      new ClientLimits(10 << 20, 2_000, Duration.ofSeconds(30), Duration.ofSeconds(15));

  public ClientLimits {
    if (body < 1 || capacity < 1 || patience.isNegative() || ping.isNegative()) {
      throw new IllegalArgumentException("limits cannot be negative, nor nothing be allowed");
    }
  }
}
