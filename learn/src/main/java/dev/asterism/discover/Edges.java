package dev.asterism.discover;

import java.util.List;

/// How all of some texts begin and end, cut between tokens.
final class Edges {

  private Edges() {}

  /// {@return the longest beginning that all have}
  ///
  /// @param texts at least one
  static String beginning(List<String> texts) {
    String first = texts.getFirst();
    int length = first.length();
    for (String text : texts) {
      length = Math.min(length, text.length());
      int i = 0;
      while (i < length && text.charAt(i) == first.charAt(i)) {
        i++;
      }
      length = i;
    }
    while (!areTokens(texts, length)) {
      length--;
    }
    return first.substring(0, length);
  }

  private static boolean areTokens(List<String> texts, int length) {
    return texts.stream().allMatch(text -> Tokens.isBoundary(text, length));
  }

  /// {@return the longest end that all have}
  ///
  /// @param texts at least one
  static String end(List<String> texts) {
    String first = texts.getFirst();
    int length = first.length();
    for (String text : texts) {
      length = Math.min(length, text.length());
      int i = 0;
      while (i < length
          && text.charAt(text.length() - 1 - i) == first.charAt(first.length() - 1 - i)) {
        i++;
      }
      length = i;
    }
    while (!areTokensAtEnd(texts, length)) {
      length--;
    }
    return first.substring(first.length() - length);
  }

  private static boolean areTokensAtEnd(List<String> texts, int length) {
    return texts.stream().allMatch(text -> Tokens.isBoundary(text, text.length() - length));
  }
}
