package dev.asterism.student;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a composed student knows: how answers are made, and what makes each of their parts.
///
/// @param vocabulary the n-grams that its choosers know; empty where nothing is chosen
/// @param choosers one for each head of the shape
/// @param taggers what finds the parts to copy
/// @param familiar how often answers made alike were learnt from
public record Parts(
    Shape shape,
    Vocabulary vocabulary,
    List<Chooser> choosers,
    List<Tagger> taggers,
    Familiar familiar) {

  public Parts {
    choosers = List.copyOf(choosers);
    taggers = List.copyOf(taggers);
    for (Chooser chooser : choosers) {
      require(vocabulary.size() + 1 == chooser.grams().starts().length);
    }
    for (Shape part : shape.parts().toList()) {
      switch (part) {
        case Shape.Chosen(int head, var choices) ->
            require(fits(head, choices.size(), choosers) && !choosers.get(head).several());
        case Shape.Several(int head, var items, _) ->
            require(fits(head, items.size(), choosers) && choosers.get(head).several());
        case Shape.Copied copied ->
            require(
                copied.tagger() >= 0
                    && copied.tagger() < taggers.size()
                    && copied.field() >= 0
                    && copied.field() < taggers.get(copied.tagger()).fields());
        case Shape.Constant _, Shape.Fields _ -> {
          // Made of nothing that was learnt.
        }
      }
    }
  }

  private static boolean fits(int head, int width, List<Chooser> choosers) {
    return head >= 0 && head < choosers.size() && choosers.get(head).width() == width;
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("the student's parts do not fit together");
    }
  }

  /// {@return the same with the heaviest weights alone of each head of n-grams and each tagger}
  ///
  /// @param share of the weights, in (0, 1]
  public Parts heaviest(double share) {
    if (share == 1) {
      return this;
    }
    return new Parts(
            shape,
            vocabulary,
            choosers.stream().map(chooser -> chooser.heaviest(share)).toList(),
            taggers.stream().map(tagger -> tagger.heaviest(share)).toList(),
            familiar)
        .withoutUnused();
  }

  /// {@return the same, for who reads no meaning}
  public Parts withoutMeaning() {
    return new Parts(
        shape,
        vocabulary,
        choosers.stream().map(Chooser::withoutMeaning).toList(),
        taggers,
        familiar);
  }

  /// {@return the same, without the n-grams and features that speak for nothing}
  public Parts withoutUnused() {
    int[] rows =
        choosers.stream()
            .flatMapToInt(chooser -> IntStream.of(chooser.grams().used()))
            .sorted()
            .distinct()
            .toArray();
    return new Parts(
        shape,
        vocabulary.only(rows),
        choosers.stream().map(chooser -> chooser.only(rows)).toList(),
        taggers.stream().map(Tagger::withoutUnused).toList(),
        familiar);
  }

  /// {@return how many decisions answers can come of: the choices of all heads, then the fields of
  /// all taggers}
  public int decisions() {
    return choosers.stream().mapToInt(Chooser::width).sum()
        + taggers.stream().mapToInt(Tagger::fields).sum();
  }

  /// {@return a choice's place among the decisions}
  public int decision(int head, int choice) {
    return choosers.subList(0, head).stream().mapToInt(Chooser::width).sum() + choice;
  }

  /// {@return a copied field's place among the decisions}
  public int fieldDecision(int tagger, int field) {
    return decision(choosers.size(), 0)
        + taggers.subList(0, tagger).stream().mapToInt(Tagger::fields).sum()
        + field;
  }

  /// {@return the answer to an input that the parts make}
  ///
  /// @param meaning the input's, where it was read
  public Draft draft(String input, Optional<float[]> meaning) {
    return new Drafting(this, input, meaning).draft();
  }
}
