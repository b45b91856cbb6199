package dev.asterism.policy.plan;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Hands to a sub-task what others answered. Only now are the values known, so only now can they be
/// held against what the specialist takes.
///
/// @param request the request, as text
/// @param done what sub-tasks answered, by their ids
public record Handover(String request, Map<String, Value> done) {

  /// {@return a sub-task's inputs, by name}
  ///
  /// @throws BadPlan if one of them is not there, or has not the form that the specialist takes
  public SequencedMap<String, Value> inputs(Subtask step, Skill skill) {
    SequencedMap<String, Value> inputs = new LinkedHashMap<>();
    for (Input input : step.inputs()) {
      Value value =
          value(input.source())
              .orElseThrow(() -> new BadPlan("its input '" + input.name() + "' is not there"));
      if (!skill.inputs().getOrDefault(input.name(), Schema.ANY).allows(value)) {
        throw new BadPlan(
            "its input '%s' has not the form that '%s' takes"
                .formatted(input.name(), skill.name()));
      }
      inputs.put(input.name(), value);
    }
    return inputs;
  }

  private Optional<Value> value(Source source) {
    return switch (source) {
      case Source.Request _ -> Optional.of(new Value.Text(request));
      case Source.Output(var step, var field) ->
          Optional.ofNullable(done.get(step))
              .flatMap(whole -> field.isEmpty() ? Optional.of(whole) : part(whole, field.get()));
    };
  }

  private static Optional<Value> part(Value whole, String field) {
    return whole instanceof Value.Fields(var fields)
        ? Optional.ofNullable(fields.get(field))
        : Optional.empty();
  }
}
