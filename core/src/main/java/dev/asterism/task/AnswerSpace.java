package dev.asterism.task;

import dev.asterism.chat.Label;
import dev.asterism.chat.Question.Option;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Schema;
import java.util.List;
import java.util.Optional;

/// What a task's answers can be.
public sealed interface AnswerSpace {

  /// One of a set of labels: declared, or found to be all that is ever answered.
  record Labels(List<Option> options) implements AnswerSpace {

    public Labels {
      options = List.copyOf(options);
    }

    /// {@return labels of which nothing is said but their own text}
    public static Labels of(List<Label> labels) {
      return new Labels(undescribed(labels));
    }
  }

  /// True or false.
  record Truth() implements AnswerSpace {}

  /// One of these ordered levels, lowest first.
  record Levels(List<Option> levels) implements AnswerSpace {

    public Levels {
      levels = List.copyOf(levels);
    }

    /// {@return levels of which nothing is said but their own text}
    public static Levels of(List<Label> levels) {
      return new Levels(undescribed(levels));
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
      case ResponseFormat.OneField oneField -> Labels.of(oneField.values());
      case ResponseFormat.Json json -> new Json(json.schema());
      case ResponseFormat.Text _, ResponseFormat.Other _ -> new Open();
    };
  }

  /// {@return the declared labels, in order; empty where none are declared}
  default List<Label> declared() {
    return options().stream().map(Option::value).toList();
  }

  /// {@return the declared labels with what the caller says of them, in order; empty where none are
  /// declared}
  default List<Option> options() {
    return switch (this) {
      case Labels(var options) -> options;
      case Truth _ -> undescribed(List.of(new Label.Truth(false), new Label.Truth(true)));
      case Levels(var levels) -> levels;
      case Json _, Open _ -> List.of();
    };
  }

  private static List<Option> undescribed(List<Label> labels) {
    return labels.stream().map(label -> new Option(label, Optional.empty())).toList();
  }

  /// {@return what a JSON answer must keep to}
  default Schema schema() {
    return switch (this) {
      case Json(var schema) -> schema;
      case Labels _, Truth _, Levels _, Open _ -> Schema.ANY;
    };
  }
}
