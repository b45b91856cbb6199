package dev.asterism.provider;

import java.time.Duration;
import java.util.Optional;

/// How often a provider is asked again that could not answer, and after how long.
///
/// The pause doubles each time, and a random part of it is left out ("full jitter", at least a
/// tenth stays), so that the clients of an overloaded provider do not come back all at once. Where
/// it says itself when to come back, the pause is that and so much more, for the same reason.
///
/// @param most how many times it may be asked again, from 0
/// @param first the longest pause before the first of them
/// @param longest no pause is longer: a provider that asks for more is not waited for
public record Retries(int most, Duration first, Duration longest) {

  public static final Retries DEFAULT =
      new Retries(2, Duration.ofMillis(250), Duration.ofSeconds(5));

  /// Asked once and never again.
  public static final Retries NONE = new Retries(0, Duration.ZERO, Duration.ZERO);

  private static final double LEAST = 0.1;

  public Retries {
    if (most < 0 || first.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException("retries and their pauses cannot be negative");
    }
  }

  /// {@return how long to wait before asking again; empty where that is not to be done}
  ///
  /// @param done how many times it was asked again already
  /// @param asked when the provider itself said to come back
  /// @param jitter uniform in [0, 1)
  public Optional<Duration> pause(int done, Optional<Duration> asked, double jitter) {
    if (done >= most || asked.filter(time -> time.compareTo(longest) > 0).isPresent()) {
      return Optional.empty();
    }
    double doubled =
        Math.min((double) longest.toNanos(), (double) first.toNanos() * Math.pow(2, done));
    Duration own = Duration.ofNanos((long) (doubled * (LEAST + (1 - LEAST) * jitter)));
    return Optional.of(asked.orElse(Duration.ZERO).plus(own));
  }
}
