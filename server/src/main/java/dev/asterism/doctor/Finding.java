package dev.asterism.doctor;

/// What was seen of one part, and how to mend it.
///
/// @param part such as `port` or `provider openai`
/// @param found one sentence without its full stop
/// @param remedy what to do; empty where nothing is wrong
public record Finding(String part, State state, String found, String remedy) {

  /// How a part is.
  public enum State {
    /// It does its work.
    OK,
    /// It works, but may not for long, or not for all.
    WARNING,
    /// The server cannot do its work with it.
    FAILED
  }

  static Finding ok(String part, String found) {
    return new Finding(part, State.OK, found, "");
  }

  static Finding warning(String part, String found, String remedy) {
    return new Finding(part, State.WARNING, found, remedy);
  }

  /// {@return a finding that keeps the server from its work}
  public static Finding failed(String part, String found, String remedy) {
    return new Finding(part, State.FAILED, found, remedy);
  }
}
