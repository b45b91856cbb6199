package dev.asterism.wire.dialect;

/// A provider's answer that is not what its API promises, or that is itself a failure.
public final class Unreadable extends Exception {

  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
