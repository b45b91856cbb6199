package dev.asterism.provider;

import java.time.Duration;

/// How long a provider is waited for.
///
/// @param silence at most so long nothing comes: until the head of the answer, and then between the
///   pieces of its body
/// @param whole from request to last byte, however steadily it comes
public record Patience(Duration silence, Duration whole) {

  /// So many silences are allowed for a whole answer that keeps coming.
  private static final int SILENCES = 6;

  /// {@return patience for an answer that must be whole by then}
  public static Patience forWhole(Duration most) {
    return new Patience(most, most);
  }

  /// {@return patience with a stream that may flow longer than it may be silent}
  public static Patience withSilence(Duration most) {
    return new Patience(most, most.multipliedBy(SILENCES));
  }

  /// {@return the same, but no more than this for the whole}
  Patience within(Duration most) {
    return new Patience(least(silence, most), least(whole, most));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
