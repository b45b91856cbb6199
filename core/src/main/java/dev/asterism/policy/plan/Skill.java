package dev.asterism.policy.plan;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What a specialist can do, as who plans sees it.
///
/// @param name by which plans call it
/// @param description what it is good for
/// @param inputs the form of each input that it needs, by name; none where it takes whatever it is
///   given
/// @param answer the form of its answer; empty for text
public record Skill(
    String name, String description, SequencedMap<String, Schema> inputs, Optional<Schema> answer) {

  public Skill {
    inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
  }

  /// {@return the form of what it answers}
  public Schema gives() {
    return answer.orElse(Schema.TEXT);
  }

  /// {@return what a text answers; empty where it has not the form}
  public Optional<Value> read(String text) {
    return Optional.of(answer.isEmpty() ? new Value.Text(text) : Value.ofAnswer(text.strip()))
        .filter(_ -> !text.isBlank())
        .filter(gives()::allows);
  }
}
