package dev.asterism.cli;

import java.util.ArrayList;
import java.util.List;

/// Sentences as lines that fit a terminal, broken between words.
final class Lines {

  /// The columns of a terminal that nobody made wider.
  static final int WIDTH = 80;

  private Lines() {}

  /// {@return a sentence in lines of so many columns; a word that is longer stands alone}
  static List<String> of(String sentence, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (!current.isEmpty() && current.length() + 1 + word.length() > room) {
        lines.add(current.toString());
        current.setLength(0);
      }
      current.append(current.isEmpty() ? "" : " ").append(word);
    }
    lines.add(current.toString());
    return lines;
  }

  /// {@return a sentence after a heading, its further lines below its first}
  static String after(String heading, String sentence) {
    String indent = System.lineSeparator() + " ".repeat(heading.length());
    return heading + String.join(indent, of(sentence, WIDTH - heading.length()));
  }
}
