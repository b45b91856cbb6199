package dev.asterism.task;

import dev.asterism.chat.Label;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Schema;
import java.util.List;

/// What a task's answers can be.
public sealed interface AnswerSpace {

  /// One of a set of labels: declared, or found to be all that is ever answered.
  record Labels(List<Label> labels) implements AnswerSpace {

    public Labels {
      labels = List.copyOf(labels);
    }
  }

  /// True or false.
  record Truth() implements AnswerSpace {}

  /// One of these ordered levels, lowest first.
  record Levels(List<Label> levels) implements AnswerSpace {

    public Levels {
      levels = List.copyOf(levels);
    }
  }

  /// JSON that keeps to a schema.
  record Json(Schema schema) implements AnswerSpace {}

  /// Not declared: whatever the teacher says. Learnt only where that proves to be a small set, or
  /// made of parts that are.
  record Open() implements AnswerSpace {}

  /// {@return what a chat request's format declares}
  static AnswerSpace declaredBy(ResponseFormat format) {
    return switch (format) {
      case ResponseFormat.OneField oneField -> new Labels(oneField.values());
      case ResponseFormat.Json json -> new Json(json.schema());
      case ResponseFormat.Text _, ResponseFormat.Other _ -> new Open();
    };
  }

  /// {@return the declared labels, in order; empty where none are declared}
  default List<Label> declared() {
    return switch (this) {
      case Labels(var labels) -> labels;
      case Truth _ -> List.of(new Label.Truth(false), new Label.Truth(true));
      case Levels(var levels) -> levels;
      case Json _, Open _ -> List.of();
    };
  }

  /// {@return what a JSON answer must keep to}
  default Schema schema() {
    return switch (this) {
      case Json(var schema) -> schema;
      case Labels _, Truth _, Levels _, Open _ -> Schema.ANY;
    };
  }
}
