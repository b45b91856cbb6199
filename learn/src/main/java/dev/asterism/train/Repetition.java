package dev.asterism.train;

import dev.asterism.chat.Value;
import dev.asterism.student.Shape;
import dev.asterism.student.Shape.Repeats;
import java.util.List;
import java.util.Optional;

/// What a teacher does where a field is in the input more than once.
final class Repetition {

  private Repetition() {}

  static Repeats of(Copying copying) {
    List<Value> values = copying.values().stream().flatMap(Optional::stream).toList();
    long lists = values.stream().filter(value -> value instanceof Value.Many).count();
    if (lists == values.size()) {
      return Repeats.LIST;
    }
    if (lists > 0) {
      return Repeats.LIST_OF_SEVERAL;
    }
    return copying.inPieces() ? Repeats.JOINED : Repeats.ONE;
  }

  /// {@return the same shape, but a field that was never seen more than once does as the others do}
  static Shape evened(Shape shape) {
    return shape
        .parts()
        .filter(part -> part instanceof Shape.Copied)
        .map(part -> ((Shape.Copied) part).repeats())
        .filter(repeats -> repeats == Repeats.JOINED || repeats == Repeats.LIST_OF_SEVERAL)
        .findFirst()
        .map(repeats -> with(shape, repeats))
        .orElse(shape);
  }

  private static Shape with(Shape shape, Repeats repeats) {
    return switch (shape) {
      case Shape.Copied(var tagger, var field, var how, var own, var otherwise)
          when own == Repeats.ONE ->
          new Shape.Copied(tagger, field, how, repeats, otherwise);
      case Shape.Fields(var fields) ->
          new Shape.Fields(
              fields.stream()
                  .map(field -> new Shape.Field(field.name(), with(field.shape(), repeats)))
                  .toList());
      case Shape.Constant _, Shape.Chosen _, Shape.Several _, Shape.Copied _ -> shape;
    };
  }
}
