package dev.asterism.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A task's stable name: the same instructions, answer space and teacher always give the same one.
///
/// @param value `t_` and 16 hexadecimal digits
public record TaskId(String value) {

  public TaskId {
    if (!value.matches("t_[0-9a-f]{16}")) {
      throw new IllegalArgumentException("not a task id: " + value);
    }
  }

  /// {@return the name of what these parts identify: length-prefixed, so that no two lists of parts
  /// run together to the same bytes}
  static TaskId of(List<String> parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return new TaskId("t_" + HexFormat.of().formatHex(digest.digest(), 0, 8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
