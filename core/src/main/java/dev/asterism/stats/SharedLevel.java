package dev.asterism.stats;

/// A level that several tests share, however many they become: each is given half of what those
/// before it left, so that all together are wrong with at most the probability that one test at the
/// whole level is (a union bound).
///
/// Falling by squares, as 6 / (pi j)^2 does, gives the first test a fifth more and each of the next
/// four a fifth to a half less: it suits who expects to succeed at once.
public final class SharedLevel {

  private static final double PART = 0.5;

  private SharedLevel() {}

  /// {@return the part of one test}
  ///
  /// @param level what all share, in [0, 1)
  /// @param test its number, from 1
  public static double of(double level, int test) {
    return level * PART * Math.pow(1 - PART, test - 1);
  }
}
