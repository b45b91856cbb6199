package dev.asterism.task;

import dev.asterism.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A template that was found in traffic, with the task that it makes.
///
/// @param format the `response_format` of its requests, in its one stable spelling
/// @param wording what its teacher writes around an answer
public record KnownTemplate(Task task, Template template, String format, Wording wording) {

  /// {@return the task that a template makes: the same for the same template, model and format,
  /// whatever traffic it was found in}
  ///
  /// @param teacher the model that its requests ask for
  public static KnownTemplate of(
      String teacher, String format, Template template, AnswerSpace space, Wording wording) {
    List<String> identity = new ArrayList<>(List.of("template", teacher, format));
    for (Turn turn : template.turns()) {
      identity.add(turn.role().name());
      identity.add(Integer.toString(turn.slots()));
      identity.addAll(turn.constants());
    }
    String instructions = Slots.of(template).spell(template);
    Task task =
        new Task(
            TaskId.of(identity),
            Task.abridge(instructions),
            instructions,
            space,
            teacher,
            Origin.TEMPLATE);
    return new KnownTemplate(task, template, format, wording);
  }

  /// {@return the task as it is seen in some messages; empty where they are not of its template}
  public Optional<Sighting> sighting(List<Message> messages) {
    return template
        .match(messages)
        .map(values -> new Sighting(task, 0, Slots.of(template).input(values), wording));
  }
}
