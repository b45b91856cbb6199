package dev.asterism.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How like two questions are: the cosine of their meanings, and nothing at all where they name
/// other numbers, which encoders hardly tell apart.
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

  /// {@return the cosine of two meanings of unit length, in [-1, 1]}
  ///
  /// Four sums side by side: a processor need not wait for one to begin the next.
  public static double of(float[] one, float[] other) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int whole = one.length - one.length % 4;
    for (int i = 0; i < whole; i += 4) {
      first += one[i] * other[i];
      second += one[i + 1] * other[i + 1];
      third += one[i + 2] * other[i + 2];
      fourth += one[i + 3] * other[i + 3];
    }
    for (int i = whole; i < one.length; i++) {
      first += one[i] * other[i];
    }
    return Math.clamp(first + second + third + fourth, -1, 1);
  }
}
