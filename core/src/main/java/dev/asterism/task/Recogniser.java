package dev.asterism.task;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.Question;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Role;
import dev.asterism.chat.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds the tasks in a request. Exact: any difference in instructions, answer space or model is
/// another task, so that a student never answers a question that it was not taught.
public final class Recogniser {

  private final Supplier<Templates> templates;

  /// Knows no templates.
  public Recogniser() {
    this(() -> Templates.NONE);
  }

  /// @param templates those that are known at the moment
  public Recogniser(Supplier<Templates> templates) {
    this.templates = templates;
  }

  /// {@return one sighting for each question, in order; none where the input is more than text}
  public List<Sighting> sightings(DecisionRequest request) {
    if (!request.textOnly() || !request.demands().isEmpty()) {
      return List.of();
    }
    List<Sighting> sightings = new ArrayList<>();
    for (Question question : request.questions()) {
      sightings.add(
          new Sighting(task(request.model(), question), sightings.size(), request.input()));
    }
    return sightings;
  }

  /// {@return the request's task, if it is of a known template, or if its shape is one that can
  /// recur: constant messages, or a name given by the caller, then one text from the user}
  public Optional<Sighting> sighting(ChatRequest request) {
    if (!isAnswerable(request)) {
      return Optional.empty();
    }
    Optional<Sighting> found =
        request.taskName().isPresent() ? Optional.empty() : templates.get().sighting(request);
    return found.or(() -> byShape(request));
  }

  /// {@return whether a student could answer such a request, whatever its task}
  public static boolean isAnswerable(ChatRequest request) {
    return request.demands().isEmpty()
        && request.messages().getLast().role() == Role.USER
        && !(request.format() instanceof ResponseFormat.Other)
        && request.messages().stream().allMatch(Message::textOnly);
  }

  private static Optional<Sighting> byShape(ChatRequest request) {
    List<Message> messages = request.messages();
    List<Message> constant = messages.subList(0, messages.size() - 1);
    boolean recurs =
        request.taskName().isPresent() || instructed(constant) || asksByForm(request.format());
    return recurs
        ? Optional.of(new Sighting(task(request, constant), 0, messages.getLast().text()))
        : Optional.empty();
  }

  /// Whether the form alone says what is asked: a schema does, "any JSON" does not.
  private static boolean asksByForm(ResponseFormat format) {
    return switch (format) {
      case ResponseFormat.OneField _ -> true;
      case ResponseFormat.Json(_, var schema) -> !schema.equals(Schema.ANY);
      case ResponseFormat.Text _, ResponseFormat.Other _ -> false;
    };
  }

  private static boolean instructed(List<Message> constant) {
    return !constant.isEmpty()
        && constant.stream()
            .allMatch(message -> message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER);
  }

  private static Task task(String model, Question question) {
    AnswerSpace space =
        switch (question) {
          case Question.Predicate _ -> new AnswerSpace.Truth();
          case Question.Choice choice -> new AnswerSpace.Labels(choice.options());
          case Question.Score score -> new AnswerSpace.Levels(score.levels());
        };
    List<String> identity = new ArrayList<>(List.of("decision", model, question.instructions()));
    switch (question) {
      case Question.Predicate _ -> identity.add("predicate");
      case Question.Choice choice -> spell("choice", choice.options(), identity);
      case Question.Score score -> spell("score", score.levels(), identity);
    }
    return new Task(
        TaskId.of(identity),
        question.name().orElseGet(() -> Task.abridge(question.instructions())),
        question.instructions(),
        space,
        model,
        Origin.DECISION);
  }

  private static Task task(ChatRequest request, List<Message> constant) {
    List<String> identity = new ArrayList<>(List.of("chat", request.model()));
    request.taskName().ifPresent(identity::add);
    identity.add(request.format().spelling());
    StringBuilder instructions = new StringBuilder();
    for (Message message : constant) {
      identity.add(message.role().name());
      identity.add(message.text());
      instructions.append(instructions.isEmpty() ? "" : "\n\n").append(message.text());
    }
    return new Task(
        TaskId.of(identity),
        request.taskName().orElseGet(() -> Task.abridge(instructions.toString())),
        instructions.toString(),
        AnswerSpace.declaredBy(request.format()),
        request.model(),
        request.taskName().isPresent() ? Origin.NAMED : Origin.CHAT);
  }

  private static void spell(String kind, List<Question.Option> options, List<String> identity) {
    identity.add(kind);
    for (Question.Option option : options) {
      identity.add(option.value().key());
      identity.add(option.description().orElse(""));
    }
  }
}
