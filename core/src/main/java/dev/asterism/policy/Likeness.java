package dev.asterism.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which questions may be alike: none that name other numbers, which encoders hardly tell apart.
/// How like the others are is the cosine of their meanings' directions.
public final class Likeness {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private Likeness() {}

  /// {@return the numbers that a text names, in their order; questions with others are not alike}
  public static String numbers(String text) {
    StringBuilder all = new StringBuilder();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      all.append(number.group()).append(' ');
    }
    return all.toString();
  }
}
