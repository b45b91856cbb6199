package dev.asterism.provider;

import java.time.Duration;
import java.util.Optional;

/// A remote model that could not be asked, or whose answer could not be had.
public final class UpstreamException extends Exception {

  private static final long serialVersionUID = 1L;

  /// The code of a call that was cancelled because nobody waits for it any more.
  public static final String CLIENT_GONE = "client_gone";

  private final int status;
  private final String code;
  private final long retryAfterSeconds;

  public UpstreamException(int status, String code, String message) {
    this(status, code, message, Duration.ZERO);
  }

  /// @param retryAfter when asking again may help; zero where that is not known
  public UpstreamException(int status, String code, String message, Duration retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfter.toSeconds();
  }

  /// {@return the HTTP status that the client is to see}
  public int status() {
    return status;
  }

  /// {@return the error's code, to be counted}
  public String code() {
    return code;
  }

  /// {@return in how many seconds asking again may help}
  public Optional<Long> retryAfterSeconds() {
    return retryAfterSeconds > 0 ? Optional.of(retryAfterSeconds) : Optional.empty();
  }
}
