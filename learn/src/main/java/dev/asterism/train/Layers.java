package dev.asterism.train;

import dev.asterism.train.Occurrences.Span;
import java.util.ArrayList;
import java.util.List;

/// Spreads copied fields over taggers: two fields that are often copied from the same words cannot
/// be found by one, which gives each word one tag.
final class Layers {

  /// The share of common texts in which two fields may overlap.
  private static final double RARELY = 0.05;

  /// Fields of one tagger.
  private static final int MOST_FIELDS = 60;

  private final int texts;
  private final List<List<List<List<Span>>>> taggers = new ArrayList<>();

  Layers(int texts) {
    this.texts = texts;
  }

  record Place(int tagger, int field) {}

  /// {@return where a field belongs}
  ///
  /// @param spans for each text the places of its value
  Place place(List<List<Span>> spans) {
    for (int tagger = 0; tagger < taggers.size(); tagger++) {
      List<List<List<Span>>> fields = taggers.get(tagger);
      if (fields.size() < MOST_FIELDS
          && fields.stream().noneMatch(other -> overlap(spans, other))) {
        fields.add(spans);
        return new Place(tagger, fields.size() - 1);
      }
    }
    taggers.add(new ArrayList<>(List.of(spans)));
    return new Place(taggers.size() - 1, 0);
  }

  List<Integer> fields() {
    return taggers.stream().map(List::size).toList();
  }

  private boolean overlap(List<List<Span>> some, List<List<Span>> others) {
    int common = 0;
    int overlapping = 0;
    for (int text = 0; text < texts; text++) {
      List<Span> other = others.get(text);
      if (!some.get(text).isEmpty() && !other.isEmpty()) {
        common++;
        overlapping +=
            some.get(text).stream().anyMatch(span -> other.stream().anyMatch(span::overlaps))
                ? 1
                : 0;
      }
    }
    return overlapping > RARELY * common;
  }
}
