package dev.asterism.telemetry;

/// What is logged, and how.
///
/// @param requests whether each answer is a line: how it went, never what it said
public record LogSettings(Format format, boolean requests) {

  public static final LogSettings DEFAULT = new LogSettings(Format.TEXT, false);

  /// How a line is written.
  public enum Format {
    TEXT,
    JSON
  }
}
