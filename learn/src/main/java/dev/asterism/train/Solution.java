package dev.asterism.train;

import dev.asterism.chat.Value;
import dev.asterism.student.Parts;
import dev.asterism.student.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What each part of a shape has to say for an answer to come out.
///
/// @param choices for each head that chooses one, its choice; for others -1
/// @param several for each head that chooses several, whether each; for others nothing
/// @param copies what has to be copied
record Solution(int[] choices, List<boolean[]> several, List<Copy> copies) {

  /// @param part the part that copies
  /// @param items what is copied; several where the answer has a list
  record Copy(Shape.Copied part, List<Value> items) {}

  /// {@return how an answer comes out; empty where the shape cannot make it}
  ///
  /// @param heads how many heads the shape has
  static Optional<Solution> of(Shape shape, int heads, Value answer) {
    int[] choices = new int[heads];
    Arrays.fill(choices, -1);
    List<boolean[]> several = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      several.add(new boolean[0]);
    }
    Solution solution = new Solution(choices, several, new ArrayList<>());
    return solution.solve(shape, Optional.of(answer)) ? Optional.of(solution) : Optional.empty();
  }

  /// {@return whether a head has to choose exactly these}
  boolean chooses(int head, List<Integer> chosen) {
    boolean[] in = several.get(head);
    return choices[head] >= 0
        ? chosen.equals(List.of(choices[head]))
        : chosen.equals(IntStream.range(0, in.length).filter(item -> in[item]).boxed().toList());
  }

  /// {@return the decisions that make the answer, in the order in which a student makes them}
  int[] decisions(Parts parts) {
    List<Integer> decisions = new ArrayList<>();
    parts.shape().parts().forEach(part -> decide(part, parts, decisions));
    return decisions.stream().mapToInt(Integer::intValue).toArray();
  }

  private void decide(Shape part, Parts parts, List<Integer> decisions) {
    switch (part) {
      case Shape.Chosen(int head, _) -> decisions.add(parts.decision(head, choices[head]));
      case Shape.Several(int head, _, _) -> {
        for (int item = 0; item < several.get(head).length; item++) {
          if (several.get(head)[item]) {
            decisions.add(parts.decision(head, item));
          }
        }
      }
      case Shape.Copied copied -> {
        if (copies.stream().anyMatch(copy -> copy.part().equals(copied))) {
          decisions.add(parts.fieldDecision(copied.tagger(), copied.field()));
        }
      }
      case Shape.Constant _, Shape.Fields _ -> {
        // Nothing to decide.
      }
    }
  }

  private boolean solve(Shape shape, Optional<Value> value) {
    return switch (shape) {
      case Shape.Constant(var constant) -> value.equals(Optional.of(constant));
      case Shape.Chosen(int head, var values) -> {
        choices[head] = values.indexOf(value);
        yield choices[head] >= 0;
      }
      case Shape.Several part -> several(part, value);
      case Shape.Copied part -> {
        if (!value.equals(part.otherwise())) {
          value.ifPresent(present -> copies.add(new Copy(part, items(present))));
        }
        yield value.isPresent() || part.otherwise().isEmpty();
      }
      case Shape.Fields(var fields) ->
          value.isPresent()
              && value.get() instanceof Value.Fields(var given)
              && fields.stream()
                  .allMatch(
                      field -> solve(field.shape(), Optional.ofNullable(given.get(field.name()))))
              && fields.stream().map(Shape.Field::name).toList().containsAll(given.keySet());
    };
  }

  private boolean several(Shape.Several part, Optional<Value> value) {
    boolean[] in = new boolean[part.items().size()];
    several.set(part.head(), in);
    if (value.equals(part.otherwise())) {
      return true;
    }
    if (value.isEmpty() || !(value.get() instanceof Value.Many(var items))) {
      return false;
    }
    for (Value item : items) {
      int place = part.items().indexOf(item);
      if (place < 0 || in[place]) {
        return false;
      }
      in[place] = true;
    }
    return true;
  }

  private static List<Value> items(Value value) {
    return value instanceof Value.Many(var items) ? items : List.of(value);
  }
}
