package dev.asterism.perform;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a judge says of another model's answer.
final class Verdict {

  private static final Pattern NUMBER =
      Pattern.compile("\\s*([0-9]{1,3})(?:\\s*(?:%|/\\s*100))?[.\\s]*");
  private static final double MOST = 100;

  private Verdict() {}

  /// {@return the verdict, in [0, 1]; empty where the judge said anything but a number from 0 to
  /// 100}
  static Optional<Double> read(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() && Integer.parseInt(number.group(1)) <= MOST
        ? Optional.of(Integer.parseInt(number.group(1)) / MOST)
        : Optional.empty();
  }
}
