package dev.asterism.student;

import dev.asterism.chat.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How an answer is made of parts, and where each part comes from.
public sealed interface Shape {

  /// Always the same.
  record Constant(Value value) implements Shape {}

  /// One of few, by what the whole text says.
  ///
  /// @param head which of the student's heads chooses
  /// @param choices the head's labels; one of them may be that there is nothing
  record Chosen(int head, List<Optional<Value>> choices) implements Shape {

    public Chosen {
      choices = List.copyOf(choices);
    }
  }

  /// A list of any of few, each by itself.
  ///
  /// @param items the head's labels, in the order in which the teacher lists them
  /// @param otherwise what the teacher says where none applies; empty where it says nothing
  record Several(int head, List<Value> items, Optional<Value> otherwise) implements Shape {

    public Several {
      items = List.copyOf(items);
    }
  }

  /// Copied from the input.
  ///
  /// @param tagger which of the student's taggers finds it
  /// @param field the tagger's field
  /// @param otherwise what the teacher says where it finds none; empty where it says nothing
  record Copied(
      int tagger, int field, Transformation how, Repeats repeats, Optional<Value> otherwise)
      implements Shape {}

  /// An object; a field whose part is nothing is left out.
  record Fields(List<Field> fields) implements Shape {

    public Fields {
      fields = List.copyOf(fields);
    }
  }

  record Field(String name, Shape shape) {}

  /// What becomes of several places for one field.
  enum Repeats {
    /// There is only ever one.
    ONE,
    /// They are one text, joined by blanks.
    JOINED,
    /// A list where there are several.
    LIST_OF_SEVERAL,
    /// A list even of one.
    LIST
  }

  /// {@return this and all its parts, from the outside in}
  default Stream<Shape> parts() {
    return switch (this) {
      case Fields(var fields) ->
          Stream.concat(Stream.of(this), fields.stream().flatMap(field -> field.shape().parts()));
      case Constant _, Chosen _, Several _, Copied _ -> Stream.of(this);
    };
  }
}
