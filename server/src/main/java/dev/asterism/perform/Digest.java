package dev.asterism.perform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names what is the same by all of its parts.
final class Digest {

  private Digest() {}

  /// {@return the same name for the same parts, another for any others}
  static String of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        // Each part is digested first, so that none can run into the next.
        digest.update(MessageDigest.getInstance("SHA-256").digest(part));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
