package dev.asterism.task;

/// A question asked again and again: the same instructions and answer space, other input.
///
/// @param name short, for people; need not be unique
/// @param instructions the constant text of its requests
/// @param teacher the model that its requests ask for, whose answers are learnt
public record Task(
    TaskId id,
    String name,
    String instructions,
    AnswerSpace space,
    String teacher,
    Origin origin) {}
