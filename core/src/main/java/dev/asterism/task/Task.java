package dev.asterism.task;

/// A question asked again and again: the same instructions and answer space, other input.
///
/// @param name short, for people; need not be unique
/// @param instructions the constant text of its requests
/// @param teacher the model that its requests ask for, whose answers are learnt
public record Task(
    TaskId id, String name, String instructions, AnswerSpace space, String teacher, Origin origin) {

  private static final int NAME_LENGTH = 40;

  /// {@return a name for a task with these instructions}
  static String abridge(String instructions) {
    String line = instructions.strip().lines().findFirst().orElse("unnamed");
    return line.length() <= NAME_LENGTH
        ? line
        : line.substring(0, NAME_LENGTH - 1).strip() + "\u2026";
  }
}
