package dev.asterism.train;

/// What a student may take.
///
/// @param bytes of its file, at most
/// @param millis of an answer, on average over its task's inputs, where it reads meaning; what
///   reads n-grams alone takes what it takes
public record StudentBudget(long bytes, double millis) {

  /// More than students take on machines that are not slow.
  public static final StudentBudget GENEROUS = new StudentBudget(16L << 20, 100);

  public StudentBudget {
    if (bytes <= 0 || !(millis > 0)) {
      throw new IllegalArgumentException("a student takes more than no bytes and no time");
    }
  }
}
