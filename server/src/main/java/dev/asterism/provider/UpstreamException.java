package dev.asterism.provider;

/// A remote model that could not be asked, or whose answer could not be had.
public final class UpstreamException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public UpstreamException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /// {@return the HTTP status that the client is to see}
  public int status() {
    return status;
  }

  /// {@return the error's code, to be counted}
  public String code() {
    return code;
  }
}
