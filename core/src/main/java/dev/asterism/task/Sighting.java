package dev.asterism.task;

import dev.asterism.chat.Label;

/// One occurrence of a task in a request.
///
/// @param position the question's place in its request, from 0; 0 for chat
/// @param input the part of the request that varies
/// @param wording what the task's teacher writes around an answer
public record Sighting(Task task, int position, String input, Wording wording) {

  public Sighting(Task task, int position, String input) {
    this(task, position, input, Wording.NONE);
  }

  /// {@return the label that a whole answer amounts to: without its wording, and true or false
  /// where the task's answers are that}
  public Label inner(Label answer) {
    return switch (answer) {
      case Label.Text(var text) -> label(wording.inner(text).orElse(text));
      case Label.Truth _ -> answer;
    };
  }

  private Label label(String text) {
    boolean truth = task.space() instanceof AnswerSpace.Truth;
    if (truth && text.equalsIgnoreCase("true")) {
      return new Label.Truth(true);
    }
    return truth && text.equalsIgnoreCase("false") ? new Label.Truth(false) : new Label.Text(text);
  }
}
