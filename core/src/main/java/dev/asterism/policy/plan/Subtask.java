package dev.asterism.policy.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A part of a request, for one specialist.
///
/// @param id by which other sub-tasks name it
/// @param specialist the name of who does it
/// @param task what to do, in words
/// @param inputs each under another name
public record Subtask(String id, String specialist, String task, List<Input> inputs) {

  public Subtask {
    inputs = List.copyOf(inputs);
  }

  /// {@return the ids of the sub-tasks whose answers it takes}
  public Set<String> needs() {
    Set<String> needs = new LinkedHashSet<>();
    for (Input input : inputs) {
      if (input.source() instanceof Source.Output(var step, _)) {
        needs.add(step);
      }
    }
    return needs;
  }
}
