package dev.asterism.trace;

/// A trace's name, unique and rising with time.
///
/// @param value 8 to 64 letters, digits, `-` and `_`
public record TraceId(String value) {

  private static final int SHORTEST = 8;
  private static final int LONGEST = 64;

  public TraceId {
    if (!isOne(value)) {
      throw new IllegalArgumentException("not a trace id: " + value);
    }
  }

  /// {@return whether a text could name a trace}
  public static boolean isOne(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return false;
    }
    // Each request names one, so this is a loop rather than a stream.
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char letter) {
    return (letter >= '0' && letter <= '9')
        || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || letter == '_'
        || letter == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
