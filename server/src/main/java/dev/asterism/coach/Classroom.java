package dev.asterism.coach;

import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Label;
import dev.asterism.task.Origin;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Sighting;
import dev.asterism.task.Task;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.DecisionWire;
import dev.asterism.wire.dialect.ConversationForm;
import java.util.List;
import java.util.Optional;

/// Puts a new input into a request that a task was seen in before, and reads what the teacher says.
///
/// @param path at the provider
/// @param body a request of the task, as a client once sent it
/// @param position the task's question in it
record Classroom(Task task, String path, byte[] body, int position) {

  /// {@return the request about another input; empty where it would not be the same task any more}
  Optional<byte[]> about(String input) {
    byte[] other =
        task.origin() == Origin.DECISION
            ? DecisionWire.about(body, position, input)
            : form().about(body, input);
    return sighting(other)
        .filter(seen -> seen.task().id().equals(task.id()) && seen.input().equals(input))
        .map(_ -> other);
  }

  /// {@return the teacher's answer, and the same as it was written; empty where it is no label}
  Optional<Taught> read(byte[] answer) {
    if (task.origin() == Origin.DECISION) {
      DecisionRequest request = DecisionWire.parse(DecisionWire.about(body, position, ""));
      return DecisionWire.read(answer, request.questions())
          .flatMap(reading -> reading.answers().getFirst().label(request.questions().getFirst()))
          .map(label -> new Taught(label, label.display()));
    }
    return form()
        .parse(body, named())
        .flatMap(request ->
            form()
                .read(answer, false)
                .flatMap(reading ->
                    reading
                        .label(request.format())
                        .map(label -> new Taught(label, reading.content()))));
  }

  /// What the teacher said to a new input.
  record Taught(Label label, String surface) {}

  private Optional<Sighting> sighting(byte[] other) {
    try {
      Recogniser recogniser = new Recogniser();
      List<Sighting> seen =
          task.origin() == Origin.DECISION
              ? recogniser.sightings(DecisionWire.parse(other))
              : form().parse(other, named()).flatMap(recogniser::sighting).stream().toList();
      return seen.stream().findFirst();
    } catch (BadRequest _) {
      return Optional.empty();
    }
  }

  private ConversationForm form() {
    return ConversationForm.at(path)
        .orElseThrow(() -> new IllegalStateException("no conversation is held at " + path));
  }

  private Optional<String> named() {
    return task.origin() == Origin.NAMED ? Optional.of(task.name()) : Optional.empty();
  }
}
