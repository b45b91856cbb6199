package dev.asterism.policy.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sub-tasks of which some take what others answer: a directed graph without cycles.
///
/// @param steps in the order in which they were written; none where a request needs no dividing
public record WorkPlan(List<Subtask> steps) {

  /// @throws BadPlan if two sub-tasks have one id, an input comes from nowhere, or sub-tasks wait
  ///   for one another
  public WorkPlan {
    steps = List.copyOf(steps);
    Set<String> ids = new HashSet<>();
    for (Subtask step : steps) {
      if (!ids.add(step.id())) {
        throw new BadPlan("Two steps have the id '" + step.id() + "'; give each its own.");
      }
    }
    for (Subtask step : steps) {
      for (String need : step.needs()) {
        if (!ids.contains(need)) {
          throw new BadPlan(
              "The step '%s' takes an input from '%s', which is no step."
                  .formatted(step.id(), need));
        }
      }
    }
    Map<String, Integer> levels = levels(steps);
    for (Subtask step : steps) {
      if (!levels.containsKey(step.id())) {
        throw new BadPlan(
            "The step '" + step.id() + "' waits for itself: its inputs go round in a circle.");
      }
    }
  }

  /// {@return the sub-task of an id}
  public Optional<Subtask> step(String id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /// {@return how many sub-tasks must be done one after the other; 0 where there are none}
  public int depth() {
    return levels(steps).values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /// The length of the longest chain that ends in each step, by its id. Steps that wait for
  /// themselves have none.
  private static Map<String, Integer> levels(List<Subtask> steps) {
    Map<String, Integer> levels = new HashMap<>();
    Map<String, Subtask> open = new LinkedHashMap<>();
    steps.forEach(step -> open.put(step.id(), step));
    boolean found = true;
    while (found) {
      found =
          open.values()
              .removeIf(step -> {
                boolean known = levels.keySet().containsAll(step.needs());
                if (known) {
                  levels.put(step.id(), 1 + longest(step.needs(), levels));
                }
                return known;
              });
    }
    return levels;
  }

  private static int longest(Set<String> needs, Map<String, Integer> levels) {
    return needs.stream().mapToInt(need -> levels.getOrDefault(need, 0)).max().orElse(0);
  }
}
