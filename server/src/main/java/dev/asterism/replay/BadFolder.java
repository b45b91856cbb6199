package dev.asterism.replay;

/// A folder that holds no task to replay. The message says what is wrong, where, and what would be
/// right.
public final class BadFolder extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadFolder(String message) {
    super(message);
  }
}
