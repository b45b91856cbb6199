package dev.asterism.student;

import java.util.Optional;
import java.util.function.Function;

/// Turns a text into a vector that lies near those of texts with the same meaning.
///
/// Deterministic, and safe for any number of threads.
public interface Encoder {

  /// {@return its name and version: a student taught with one encoder cannot be read with another}
  String name();

  /// {@return how many numbers [#encode] returns}
  int width();

  /// {@return how many milliseconds it is expected to take for a text on this machine, as was
  /// measured when it was loaded; what a request waits for others is not in it}
  double millis(String text);

  /// {@return whether it takes in all of a text: no word of it is unknown, and it is not too long}
  boolean takesIn(String text);

  /// {@return the text's meaning, [#width()] numbers of unit length together; a long text is judged
  /// by its beginning}
  ///
  /// @throws IllegalStateException if it cannot be run, or the thread was interrupted
  float[] encode(String text);

  /// {@return the same for a request, which cannot wait: empty where too many others are to be read
  /// before}
  ///
  /// @throws IllegalStateException as [#encode] does
  default Optional<float[]> encodeSoon(String text) {
    return Optional.of(encode(text));
  }

  /// {@return what a reader makes of a text; empty where it fails}
  static Optional<float[]> tried(Function<String, Optional<float[]>> reader, String text) {
    try {
      return reader.apply(text);
    } catch (IllegalStateException _) {
      return Optional.empty();
    }
  }
}
