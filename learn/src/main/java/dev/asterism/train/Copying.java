package dev.asterism.train;

import dev.asterism.chat.Value;
import dev.asterism.student.Tokens;
import dev.asterism.student.Transformation;
import dev.asterism.train.Occurrences.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How well "copied from the input" explains a field's values.
///
/// @param how what is done to the words copied
/// @param otherwise what the teacher says where there is nothing to copy
/// @param share of the other values that are in the input, in [0, 1]
/// @param values one for each input; empty where nothing is copied
/// @param spans for each input the places of its value, where each item has exactly one
/// @param inPieces whether some values are in the input in pieces only
record Copying(
    Transformation how,
    Optional<Value> otherwise,
    double share,
    List<Optional<Value>> values,
    List<List<Span>> spans,
    boolean inPieces) {

  /// So many values show what is done to them.
  private static final int SAMPLE = 300;

  /// The share of a sample that leaves no doubt.
  private static final double ENOUGH = 0.98;

  /// {@return the best explanation; empty where no value could be copied}
  static Optional<Copying> of(List<Tokens> inputs, List<Optional<Value>> all) {
    Optional<Value> otherwise = otherwise(inputs, all);
    List<Optional<Value>> values =
        all.stream()
            .map(value -> value.equals(otherwise) ? Optional.<Value>empty() : value)
            .toList();
    List<Integer> sample = new ArrayList<>();
    for (int i = 0; i < values.size() && sample.size() < SAMPLE; i++) {
      if (values.get(i).isPresent()) {
        sample.add(i);
      }
    }
    Transformation best = Transformation.AS_IS;
    long most = -1;
    for (Transformation how : Transformation.values()) {
      long found = sample.stream().filter(i -> isIn(inputs.get(i), values.get(i), how)).count();
      if (found > most) {
        most = found;
        best = how;
      }
      if (most >= ENOUGH * sample.size()) {
        break;
      }
    }
    return most <= 0 ? Optional.empty() : Optional.of(explain(inputs, otherwise, values, best));
  }

  private static Copying explain(
      List<Tokens> inputs,
      Optional<Value> otherwise,
      List<Optional<Value>> values,
      Transformation how) {
    List<List<Span>> spans = new ArrayList<>();
    double present = 0;
    double found = 0;
    boolean inPieces = false;
    for (int i = 0; i < values.size(); i++) {
      List<Span> places = new ArrayList<>();
      if (values.get(i).isPresent()) {
        present++;
        boolean here = isIn(inputs.get(i), values.get(i), how);
        boolean pieces = !here && isInPieces(inputs.get(i), values.get(i), how);
        inPieces |= pieces;
        found += here || pieces ? 1 : 0;
        for (Value item : items(values.get(i))) {
          List<Span> one = Occurrences.of(inputs.get(i), item, how);
          places.addAll(one.size() == 1 ? one : List.of());
        }
      }
      spans.add(places);
    }
    return new Copying(how, otherwise, found / present, values, spans, inPieces);
  }

  private static boolean isIn(Tokens input, Optional<Value> value, Transformation how) {
    List<Value> items = items(value);
    return !items.isEmpty()
        && items.stream().noneMatch(item -> Occurrences.of(input, item, how).isEmpty());
  }

  private static boolean isInPieces(Tokens input, Optional<Value> value, Transformation how) {
    return how == Transformation.AS_IS
        && value.orElseThrow() instanceof Value.Text(var text)
        && !Occurrences.pieces(input, text).isEmpty();
  }

  /// The way to say "nothing": no field, null, an empty list or text; or else what is said most
  /// often without being in the input.
  private static Optional<Value> otherwise(List<Tokens> inputs, List<Optional<Value>> values) {
    Map<Optional<Value>, Integer> empty = new HashMap<>();
    Map<Optional<Value>, Integer> strange = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (isEmpty(values.get(i))) {
        empty.merge(values.get(i), 1, Integer::sum);
      } else if (!isIn(inputs.get(i), values.get(i), Transformation.LOWER_CASE)
          && !isIn(inputs.get(i), values.get(i), Transformation.AS_IS)) {
        strange.merge(values.get(i), 1, Integer::sum);
      }
    }
    return (empty.isEmpty() ? strange : empty)
        .entrySet().stream()
            .filter(entry -> !empty.isEmpty() || entry.getValue() >= 0.02 * values.size())
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(Optional.empty());
  }

  private static boolean isEmpty(Optional<Value> value) {
    return value.isEmpty()
        || value.get() instanceof Value.Nothing
        || (value.get() instanceof Value.Text(var text) && text.isEmpty())
        || (value.get() instanceof Value.Many(var items) && items.isEmpty());
  }

  private static List<Value> items(Optional<Value> value) {
    if (value.isEmpty()) {
      return List.of();
    }
    return value.get() instanceof Value.Many(var items) ? items : List.of(value.get());
  }
}
