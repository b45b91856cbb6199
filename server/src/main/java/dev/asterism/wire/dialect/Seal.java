package dev.asterism.wire.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Signatures of thoughts as Gemini's clients keep them: bytes, which they decode and spell anew.
///
/// What another provider signs with goes through such a client unharmed: what is no base64 is
/// wrapped into some, and so are thoughts that only their provider can read.
final class Seal {

  private static final String TEXT = "asterism:text:";
  private static final String HIDDEN = "asterism:hidden:";

  private Seal() {}

  /// {@return what stands for the signature of a thought}
  static String ofThought(String signature) {
    return isPlain(signature) ? signature : wrapped(TEXT + signature);
  }

  /// {@return what stands for a thought that only its provider can read}
  static String ofHidden(String data) {
    return wrapped(HIDDEN + data);
  }

  /// {@return the thought that a client sends back}
  ///
  /// @param thought its text; empty where the client did not keep it
  static Part read(String thought, String sealed) {
    String base64 = standard(sealed);
    String text = isPlain(base64) ? unwrapped(base64) : "";
    if (text.startsWith(HIDDEN)) {
      return new Part.HiddenThinking(text.substring(HIDDEN.length()));
    }
    return new Part.Thinking(
        thought, text.startsWith(TEXT) ? text.substring(TEXT.length()) : base64);
  }

  /// {@return base64 in its standard alphabet: Google takes that for URLs as well}
  static String standard(String base64) {
    return base64.replace('-', '+').replace('_', '/');
  }

  private static boolean isPlain(String base64) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64)).equals(base64);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String wrapped(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String unwrapped(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
