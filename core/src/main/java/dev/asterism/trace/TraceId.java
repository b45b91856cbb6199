package dev.asterism.trace;

/// A trace's name, unique and rising with time.
///
/// @param value 8 to 64 letters, digits, `-` and `_`
public record TraceId(String value) {

  public TraceId {
    if (!value.matches("[A-Za-z0-9_-]{8,64}")) {
      throw new IllegalArgumentException("not a trace id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
