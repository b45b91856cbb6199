package dev.asterism.task;

import java.util.Optional;

/// The constant text that a teacher writes around the part of an answer that varies, such as
/// `Category: ` before a label.
///
/// @param prefix begins with no blank
/// @param suffix ends with no blank
public record Wording(String prefix, String suffix) {

  /// The whole answer varies.
  public static final Wording NONE = new Wording("", "");

  /// {@return the part that varies; empty where the answer is not worded so}
  public Optional<String> inner(String answer) {
    String text = answer.strip();
    return text.length() > prefix.length() + suffix.length()
            && text.startsWith(prefix)
            && text.endsWith(suffix)
        ? Optional.of(text.substring(prefix.length(), text.length() - suffix.length()))
            .filter(inner -> !inner.isBlank())
        : Optional.empty();
  }
}
