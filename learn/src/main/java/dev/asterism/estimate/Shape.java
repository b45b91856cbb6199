package dev.asterism.estimate;

/// What a question looks like, whatever it is about: how long it is, how many numbers it holds.
///
/// Long questions with many numbers have many steps, and steps are where small models fall.
final class Shape {

  static final int WIDTH = 9;

  private Shape() {}

  /// {@return counts of the text, as logarithms}
  static double[] of(String text) {
    int digits = 0;
    int numbers = 0;
    int words = 0;
    int sentences = 0;
    int lines = 0;
    int signs = 0;
    int longest = 0;
    boolean inNumber = false;
    boolean inWord = false;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = Character.isDigit(c);
      boolean letter = Character.isLetter(c);
      digits += digit ? 1 : 0;
      numbers += digit && !inNumber ? 1 : 0;
      words += letter && !inWord ? 1 : 0;
      sentences += c == '.' || c == '?' || c == '!' ? 1 : 0;
      lines += c == '\n' ? 1 : 0;
      signs += !digit && !letter && !Character.isWhitespace(c) ? 1 : 0;
      run = digit ? run + 1 : 0;
      longest = Math.max(longest, run);
      inNumber = digit;
      inWord = letter;
    }
    double[] counts = {text.length(), digits, numbers, words, sentences, lines, signs, longest};
    double[] shape = new double[WIDTH];
    for (int i = 0; i < counts.length; i++) {
      shape[i] = Math.log1p(counts[i]);
    }
    shape[WIDTH - 1] = (double) text.length() / (1 + words);
    return shape;
  }
}
