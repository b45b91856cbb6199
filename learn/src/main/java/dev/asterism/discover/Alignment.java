package dev.asterism.discover;

import java.util.ArrayList;
import java.util.List;

/// What texts have in common: the constant pieces that all of them hold in one order.
///
/// Their common beginning and end are taken first; then the longest run of tokens that is once in
/// each of what is left between, and so on on both sides of it. Cuts are made between tokens. What
/// is found is true of every text given; that it is no accident needs many of them that differ.
final class Alignment {

  /// Tokens that a piece between two slots has at least: a line's end, a word, a mark, a blank.
  private static final int RUN = 4;

  private static final int MOST_SLOTS = 16;

  /// Letters that a piece has at least, unless a mark of layout says that it is meant.
  private static final int MEANT = 4;

  private static final String LAYOUT = "\n:\"'`<>()[]{}=|#";

  private final List<String> pieces = new ArrayList<>();

  private Alignment() {}

  /// {@return n + 1 constant pieces around n slots; one piece where all texts are equal}
  ///
  /// @param texts at least one
  static List<String> of(List<String> texts) {
    String first = texts.getFirst();
    if (texts.stream().allMatch(first::equals)) {
      return List.of(first);
    }
    Alignment alignment = new Alignment();
    String beginning = beginning(Edges.beginning(texts));
    List<String> rest = texts.stream().map(text -> text.substring(beginning.length())).toList();
    String end = end(Edges.end(rest));
    alignment.pieces.add(beginning);
    alignment.between(
        rest.stream().map(text -> text.substring(0, text.length() - end.length())).toList());
    alignment.pieces.add(end);
    return List.copyOf(alignment.pieces);
  }

  /// A constant before a slot, without an accident at its end, such as `I ` after `Text: `: it
  /// would shut out the first request that begins otherwise.
  private static String beginning(String piece) {
    int layout = piece.length();
    while (layout > 0 && LAYOUT.indexOf(piece.charAt(layout - 1)) < 0) {
      layout--;
    }
    while (layout > 0 && layout < piece.length() && piece.charAt(layout) == ' ') {
      layout++;
    }
    return isAccident(piece.substring(layout)) ? piece.substring(0, layout) : piece;
  }

  /// A constant after a slot, without an accident at its beginning, such as `?` before a line's
  /// end.
  private static String end(String piece) {
    int layout = 0;
    while (layout < piece.length() && LAYOUT.indexOf(piece.charAt(layout)) < 0) {
      layout++;
    }
    return isAccident(piece.substring(0, layout)) ? piece.substring(layout) : piece;
  }

  private static boolean isAccident(String piece) {
    return !piece.isBlank() && Tokens.weight(piece) < MEANT;
  }

  /// Adds the pieces inside the texts between two pieces.
  private void between(List<String> gaps) {
    String run = pieces.size() < MOST_SLOTS ? longestRun(gaps) : "";
    if (run.isEmpty()) {
      return;
    }
    List<String> before = gaps.stream().map(gap -> gap.substring(0, gap.indexOf(run))).toList();
    List<String> after =
        gaps.stream().map(gap -> gap.substring(gap.indexOf(run) + run.length())).toList();
    String right = run + Edges.beginning(after);
    String whole = Edges.end(before) + right;
    String piece = end(beginning(whole));
    if (distinctive(piece)) {
      // Where the piece begins, from where the run does.
      int shift = whole.lastIndexOf(piece) - (whole.length() - right.length());
      between(gaps.stream().map(gap -> gap.substring(0, gap.indexOf(run) + shift)).toList());
      pieces.add(piece);
      between(
          gaps.stream()
              .map(gap -> gap.substring(gap.indexOf(run) + shift + piece.length()))
              .toList());
    }
  }

  /// The longest run of tokens that each text holds exactly once; empty where there is none.
  private static String longestRun(List<String> texts) {
    String base = texts.getFirst();
    for (String text : texts) {
      base = text.length() < base.length() ? text : base;
    }
    int[] starts = Tokens.of(base);
    int grams = Math.max(0, starts.length - RUN);
    String longest = "";
    int first = 0;
    while (first < grams) {
      int end = first;
      while (end < grams && isShared(texts, base.substring(starts[end], starts[end + RUN]))) {
        end++;
      }
      // Grams that are shared one by one need not be shared as a whole: shorten until they are.
      String run = "";
      for (int last = end; last > first && run.isEmpty(); last--) {
        String candidate = base.substring(starts[first], starts[last - 1 + RUN]);
        run = texts.stream().allMatch(text -> once(text, candidate)) ? candidate : "";
      }
      longest = run.length() > longest.length() && distinctive(run) ? run : longest;
      first = end + 1;
    }
    return longest;
  }

  private static boolean isShared(List<String> texts, String gram) {
    return texts.stream().allMatch(text -> text.contains(gram));
  }

  private static boolean distinctive(String run) {
    return Tokens.weight(run) >= MEANT || (run.indexOf('\n') >= 0 && Tokens.weight(run) > 0);
  }

  private static boolean once(String text, String run) {
    int at = text.indexOf(run);
    return at >= 0 && text.indexOf(run, at + 1) < 0;
  }
}
