package dev.asterism.chat;

import java.util.List;
import java.util.Optional;

/// One question of a decisions request.
public sealed interface Question {

  /// The caller's name for the question.
  Optional<String> name();

  /// What is asked, in words.
  String instructions();

  /// Is it true of the input?
  record Predicate(Optional<String> name, String instructions) implements Question {}

  /// Which one of these is it?
  record Choice(Optional<String> name, String instructions, List<Option> options)
      implements Question {

    public Choice {
      options = List.copyOf(options);
    }
  }

  /// Which of these ordered levels, lowest first?
  record Score(Optional<String> name, String instructions, List<Option> levels)
      implements Question {

    public Score {
      levels = List.copyOf(levels);
    }
  }

  /// One possible answer and, where given, what it means.
  record Option(Label value, Optional<String> description) {}
}
