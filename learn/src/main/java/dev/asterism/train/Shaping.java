package dev.asterism.train;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.student.Shape;
import dev.asterism.student.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out how a teacher's answers are made, from the answers alone: what is constant, chosen
/// from few, a set of few, or copied from the input. What is none of that is free text.
final class Shaping {

  private static final int MOST_FIELDS = 100;

  /// The share of answers that may fall outside of a shape.
  private static final double ASTRAY = 0.05;

  /// The share of values that have to be in the input where nothing else would explain them.
  private static final double MOSTLY_COPIED = 0.8;

  private final List<Tokens> inputs;
  private final Schema schema;
  private final ClosedSet closed;
  private final Layers layers;
  private final List<String> obstacles = new ArrayList<>();
  private int heads;

  private Shaping(List<Tokens> inputs, Schema schema, ClosedSet closed) {
    this.inputs = inputs;
    this.schema = schema;
    this.closed = closed;
    this.layers = new Layers(inputs.size());
  }

  /// What came of it.
  sealed interface Found {

    /// @param heads how many choosers it needs
    /// @param fields for each tagger that it needs, how many fields
    record Made(Shape shape, int heads, List<Integer> fields) implements Found {}

    /// No shape, and why.
    record Unlearnable(String reason) implements Found {}
  }

  /// @param closed tells which values come from a small set
  static Found of(List<Tokens> inputs, List<Value> answers, Schema schema, ClosedSet closed) {
    Shaping shaping = new Shaping(inputs, schema, closed);
    Optional<Shape> shape = shaping.shape(answers.stream().map(Optional::of).toList(), List.of());
    return shape.isPresent()
        ? new Found.Made(Repetition.evened(shape.get()), shaping.heads, shaping.layers.fields())
        : new Found.Unlearnable(shaping.obstacles.getFirst());
  }

  /// @param values one for each input; empty where the answer has none at this path
  private Optional<Shape> shape(List<Optional<Value>> values, List<String> path) {
    Set<Optional<Value>> different = new LinkedHashSet<>(values);
    if (different.size() == 1 && values.getFirst().isPresent()) {
      return Optional.of(new Shape.Constant(values.getFirst().get()));
    }
    long objects = values.stream().filter(Shaping::isObject).count();
    if (objects >= (1 - ASTRAY) * values.size()) {
      return fields(values, path);
    }
    List<Value> declared = schema.declared(path);
    if (!declared.isEmpty() || different.stream().allMatch(Shaping::isTruthOrNothing)) {
      return chosen(values);
    }
    Optional<Copying> copying = Copying.of(inputs, values);
    return copying
        .filter(one -> one.share() >= 1 - ASTRAY)
        .map(this::copied)
        .or(() -> several(values))
        .or(() -> closed.holdsOf(values) ? chosen(values) : Optional.empty())
        .or(() -> copying.filter(one -> one.share() >= MOSTLY_COPIED).map(this::copied))
        .or(() -> unlearnable(values, path));
  }

  private Optional<Shape> fields(List<Optional<Value>> values, List<String> path) {
    Set<String> names = new LinkedHashSet<>();
    values.stream().filter(Shaping::isObject).forEach(v -> names.addAll(object(v).keySet()));
    if (names.size() > MOST_FIELDS) {
      obstacles.add("%s has more than %d different fields".formatted(described(path), MOST_FIELDS));
      return Optional.empty();
    }
    List<Shape.Field> fields = new ArrayList<>();
    for (String name : names) {
      List<Optional<Value>> inside =
          values.stream()
              .map(value -> isObject(value) ? object(value).get(name) : null)
              .map(Optional::ofNullable)
              .toList();
      List<String> longer = new ArrayList<>(path);
      longer.add(name);
      Optional<Shape> shape = shape(inside, longer);
      if (shape.isPresent()) {
        fields.add(new Shape.Field(name, shape.get()));
      } else if (inside.stream().filter(Optional::isPresent).count() > ASTRAY * values.size()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Shape.Fields(fields));
  }

  private Optional<Shape> chosen(List<Optional<Value>> values) {
    List<Optional<Value>> choices = mostFrequent(values).stream().limit(ClosedSet.MOST).toList();
    return choices.size() < 2
        ? choices.getFirst().map(Shape.Constant::new)
        : Optional.of(new Shape.Chosen(heads++, choices));
  }

  private Optional<Shape> several(List<Optional<Value>> values) {
    List<List<Value>> lists = new ArrayList<>();
    int repeating = 0;
    List<Optional<Value>> none = new ArrayList<>();
    for (Optional<Value> value : values) {
      if (value.isPresent() && value.get() instanceof Value.Many(var items) && !items.isEmpty()) {
        repeating += new LinkedHashSet<>(items).size() < items.size() ? 1 : 0;
        lists.add(items);
      } else {
        none.add(value);
      }
    }
    List<Optional<Value>> items = lists.stream().flatMap(List::stream).map(Optional::of).toList();
    List<Optional<Value>> others = mostFrequent(none);
    boolean unlike = others.stream().skip(1).anyMatch(Optional::isPresent);
    if (items.isEmpty() || unlike || repeating > ASTRAY * values.size() || !closed.holdsOf(items)) {
      return Optional.empty();
    }
    Optional<Value> otherwise =
        none.isEmpty() ? Optional.of(new Value.Many(List.of())) : others.getFirst();
    List<Value> order = Precedence.of(lists, Comparator.comparing(Value::canonical));
    return order.size() < 2
        ? Optional.empty()
        : Optional.of(new Shape.Several(heads++, order, otherwise));
  }

  private Shape copied(Copying copying) {
    Layers.Place place = layers.place(copying.spans());
    return new Shape.Copied(
        place.tagger(), place.field(), copying.how(), Repetition.of(copying), copying.otherwise());
  }

  private Optional<Shape> unlearnable(List<Optional<Value>> values, List<String> path) {
    obstacles.add(
        closed.isEndless(values)
            ? "new values keep coming in %s, and they are not copied from the input: free text is not for students"
                .formatted(described(path))
            : "more than %d different values in %s: not a closed set"
                .formatted(ClosedSet.MOST, described(path)));
    return Optional.empty();
  }

  private static String described(List<String> path) {
    return path.isEmpty() ? "the answers" : "the field '" + String.join(".", path) + "'";
  }

  private static List<Optional<Value>> mostFrequent(List<Optional<Value>> values) {
    Map<Optional<Value>, Integer> counts = ClosedSet.counts(values);
    List<Optional<Value>> order = new ArrayList<>(new LinkedHashSet<>(values));
    order.sort(
        Comparator.comparingInt((Optional<Value> value) -> counts.getOrDefault(value, 0))
            .reversed());
    return order;
  }

  private static boolean isTruthOrNothing(Optional<Value> value) {
    return value.isEmpty()
        || value.get() instanceof Value.Truth
        || value.get() instanceof Value.Nothing;
  }

  private static boolean isObject(Optional<Value> value) {
    return value.isPresent() && value.get() instanceof Value.Fields;
  }

  private static Map<String, Value> object(Optional<Value> value) {
    return value.orElseThrow() instanceof Value.Fields(var fields) ? fields : Map.of();
  }
}
