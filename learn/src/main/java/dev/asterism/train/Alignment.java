package dev.asterism.train;

import dev.asterism.chat.Value;
import dev.asterism.student.Shape;
import dev.asterism.student.Tagger;
import dev.asterism.student.Tokens;
import dev.asterism.train.Occurrences.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds the ways to tag a text so that what an answer copies comes out.
final class Alignment {

  /// More ways than this are not looked at.
  private static final int MOST = 32;

  /// Nor is it searched for longer than this, in places tried.
  private static final int PATIENCE = 2_000;

  private record Wanted(int field, List<Span> places) {}

  private final Tokens tokens;
  private final List<Wanted> wanted = new ArrayList<>();
  private final List<int[]> found = new ArrayList<>();
  private int tried;

  private Alignment(Tokens tokens) {
    this.tokens = tokens;
  }

  /// {@return the ways to tag a text by one of a student's taggers; none where a value is not
  /// there}
  static List<int[]> of(Tokens tokens, List<Solution.Copy> copies, int tagger) {
    Alignment alignment = new Alignment(tokens);
    for (Solution.Copy copy : copies) {
      if (copy.part().tagger() == tagger && !alignment.want(copy)) {
        return List.of();
      }
    }
    alignment.place(0, new int[tokens.size()]);
    return alignment.found;
  }

  private boolean want(Solution.Copy copy) {
    for (Value item : copy.items()) {
      List<Span> places = Occurrences.of(tokens, item, copy.part().how());
      if (!places.isEmpty()) {
        wanted.add(new Wanted(copy.part().field(), places));
      } else if (copy.part().repeats() == Shape.Repeats.JOINED
          && item instanceof Value.Text(var text)) {
        List<Span> pieces = Occurrences.pieces(tokens, text);
        pieces.forEach(piece -> wanted.add(new Wanted(copy.part().field(), List.of(piece))));
        places = pieces;
      }
      if (places.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void place(int next, int[] tags) {
    if (found.size() == MOST || tried++ > PATIENCE) {
      return;
    }
    if (next == wanted.size()) {
      found.add(tags);
      return;
    }
    Wanted one = wanted.get(next);
    for (Span span : one.places()) {
      boolean free = true;
      for (int token = span.first(); token <= span.last(); token++) {
        free &= tags[token] == 0;
      }
      if (free) {
        int[] more = tags.clone();
        for (int token = span.first(); token <= span.last(); token++) {
          more[token] =
              token == span.first() ? Tagger.begin(one.field()) : Tagger.inside(one.field());
        }
        place(next + 1, more);
      }
    }
  }
}
