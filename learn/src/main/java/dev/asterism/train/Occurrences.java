package dev.asterism.train;

import dev.asterism.chat.Value;
import dev.asterism.student.Tokens;
import dev.asterism.student.Transformation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where in a text a value may have been copied from.
final class Occurrences {

  /// More places than this for one value say nothing.
  private static final int MOST = 8;

  /// Tokens: what is changed when copied is short.
  private static final int LONGEST_CHANGED = 12;

  private Occurrences() {}

  /// From a token to a token, both included.
  record Span(int first, int last) {

    boolean overlaps(Span other) {
      return first <= other.last && other.first <= last;
    }
  }

  /// {@return the places whose words become the value, in the order of the text}
  static List<Span> of(Tokens tokens, Value value, Transformation how) {
    return how == Transformation.AS_IS && value instanceof Value.Text(var text)
        ? verbatim(tokens, text, 0)
        : changed(tokens, value, how);
  }

  /// {@return the places, one after another, whose words joined by blanks become the text; empty
  /// where there are none}
  static List<Span> pieces(Tokens tokens, String text) {
    List<Span> pieces = new ArrayList<>();
    String rest = text;
    int from = 0;
    while (!rest.isEmpty()) {
      Optional<Span> piece = longest(tokens, rest, from);
      if (piece.isEmpty()) {
        return List.of();
      }
      pieces.add(piece.get());
      from = piece.get().last() + 1;
      String words = tokens.span(piece.get().first(), piece.get().last());
      rest = rest.length() == words.length() ? "" : rest.substring(words.length() + 1);
    }
    return pieces;
  }

  /// The longest beginning of a text, up to a blank, that comes next.
  private static Optional<Span> longest(Tokens tokens, String text, int from) {
    for (int end = text.length(); end > 0; end = text.lastIndexOf(' ', end - 1)) {
      List<Span> found = verbatim(tokens, text.substring(0, end), from);
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  private static List<Span> verbatim(Tokens tokens, String text, int from) {
    List<Span> spans = new ArrayList<>();
    if (text.isEmpty() || from >= tokens.size()) {
      return spans;
    }
    int at = tokens.text().indexOf(text, tokens.starts()[from]);
    for (; at >= 0 && spans.size() < MOST; at = tokens.text().indexOf(text, at + 1)) {
      int first = Arrays.binarySearch(tokens.starts(), at);
      int last = Arrays.binarySearch(tokens.ends(), at + text.length());
      if (first >= 0 && last >= 0) {
        spans.add(new Span(first, last));
      }
    }
    return spans;
  }

  private static List<Span> changed(Tokens tokens, Value value, Transformation how) {
    List<Span> spans = new ArrayList<>();
    for (int first = 0; first < tokens.size() && spans.size() < MOST; first++) {
      int most = Math.min(tokens.size(), first + LONGEST_CHANGED);
      for (int last = first; last < most && spans.size() < MOST; last++) {
        if (how.of(tokens.span(first, last)).equals(Optional.of(value))) {
          spans.add(new Span(first, last));
          break;
        }
      }
    }
    return spans;
  }
}
