package dev.asterism.provider;

import java.io.IOException;

/// A connection that was up, and broke before the answer's head was there.
final class BrokenOff extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean stale;

  /// @param stale whether the connection had been used before and no byte came: most likely the
  ///   provider closed it while nobody asked
  BrokenOff(IOException cause, boolean stale) {
    super(cause);
    this.stale = stale;
  }

  boolean stale() {
    return stale;
  }
}
