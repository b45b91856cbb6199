package dev.asterism.discover;

import dev.asterism.task.Wording;
import java.util.List;

/// Learns what a teacher writes around its answers.
///
/// Labels that begin alike, such as `cancel order` and `cancel account`, are no wording: it is
/// marked off from what it introduces, or it has two words of its own.
public final class Wordings {

  private static final String OPENS = ":=>\"'`*(\n";
  private static final String CLOSES = ".!\"'`*)}<\n";
  private static final int WORDS = 2;

  private Wordings() {}

  /// {@return the constant text around all of these answers}
  public static Wording of(List<String> answers) {
    List<String> texts = answers.stream().map(String::strip).distinct().toList();
    if (texts.size() < 2) {
      return Wording.NONE;
    }
    String beginning = beginning(Edges.beginning(texts));
    List<String> rest = texts.stream().map(text -> text.substring(beginning.length())).toList();
    return new Wording(beginning, end(Edges.end(rest)));
  }

  /// What introduces an answer: up to the last mark that opens something, and some words behind it.
  private static String beginning(String common) {
    // A list is an answer by itself.
    String before = common.indexOf('[') < 0 ? common : common.substring(0, common.indexOf('['));
    int mark = before.length();
    while (mark > 0 && OPENS.indexOf(before.charAt(mark - 1)) < 0) {
      mark--;
    }
    while (mark > 0 && mark < before.length() && Character.isWhitespace(before.charAt(mark))) {
      mark++;
    }
    String words = before.substring(mark);
    return words(words) < WORDS
        ? before.substring(0, mark)
        : before.substring(0, mark + lastBlankOrMark(words) + 1);
  }

  private static int lastBlankOrMark(String text) {
    int at = text.length() - 1;
    while (at >= 0 && Character.isLetterOrDigit(text.charAt(at))) {
      at--;
    }
    return at;
  }

  /// What follows an answer: marks that close something, with all that comes behind them.
  private static String end(String common) {
    int at = common.lastIndexOf(']') + 1;
    while (at < common.length() && CLOSES.indexOf(common.charAt(at)) < 0) {
      at++;
    }
    String closing = common.substring(at);
    boolean isNumber =
        closing.startsWith(".") && Tokens.weight(closing) > 0 && words(closing) < WORDS;
    return isNumber ? "" : closing;
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
  }
}
