package dev.asterism.estimate;

import java.util.regex.Pattern;

/// What an answer looks like beside its question, whatever is right.
///
/// A number that is negative, broken or in the question already is seldom what was asked for;
/// whoever learns how seldom need not know what a number is.
final class AnswerSigns {

  static final int WIDTH = 5;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?%?");
  private static final double USUAL_SIZE = 4;

  private AnswerSigns() {}

  /// {@return signs of about unit size}
  static double[] of(String answer, String question) {
    double[] signs = new double[WIDTH];
    signs[0] = !answer.isEmpty() && question.contains(answer) ? 1 : 0;
    if (!NUMBER.matcher(answer).matches()) {
      signs[1] = 1;
      return signs;
    }
    signs[2] = answer.startsWith("-") ? 1 : 0;
    signs[3] = answer.indexOf('.') >= 0 ? 1 : 0;
    signs[4] = Math.log1p((double) answer.chars().filter(Character::isDigit).count()) / USUAL_SIZE;
    return signs;
  }
}
