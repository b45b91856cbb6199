package dev.asterism.simulate;

/// Outcomes that cannot be simulated on. The message says what is wrong, where, and what would be
/// right.
public final class BadOutcomes extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadOutcomes(String message) {
    super(message);
  }
}
