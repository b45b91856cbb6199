package dev.asterism.store;

/// A student's file is not what was stored: it is gone, or is of another length. Reading it again
/// would show the same.
public final class DamagedFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  DamagedFileException(String message) {
    super(message);
  }
}
