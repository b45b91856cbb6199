package dev.asterism.policy.plan;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads and checks what a planner wrote. A model wrote it, so nothing is taken for granted.
public final class PlanReader {

  /// By which plans name the request itself.
  public static final String REQUEST = "request";

  /// Characters: more is no plan of a few steps.
  private static final int LONGEST = 16_000;

  private static final int LONGEST_TASK = 4_000;
  private static final int MOST_INPUTS = 20;
  private static final String NAME = "[A-Za-z0-9_-]{1,64}";

  private final Map<String, Skill> skills = new LinkedHashMap<>();
  private final Limits limits;

  public PlanReader(List<Skill> skills, Limits limits) {
    skills.forEach(skill -> this.skills.put(skill.name(), skill));
    this.limits = limits;
  }

  /// {@return the schema of what [#read] and [#mend] read, for planners to keep to}
  public Schema form() {
    String names =
        skills.keySet().stream()
            .map(name -> new Value.Text(name).canonical())
            .collect(Collectors.joining(","));
    return Schema.read(
        """
        {"type": "object", "properties": {"steps": {"type": "array", "items": {
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "specialist": {"type": "string", "enum": [%s]},
            "task": {"type": "string"},
            "inputs": {"type": "array", "items": {
              "type": "object",
              "properties": {
                "name": {"type": "string"},
                "from": {"type": "string"},
                "field": {"type": "string"}},
              "required": ["name", "from", "field"],
              "additionalProperties": false}}},
          "required": ["id", "specialist", "task", "inputs"],
          "additionalProperties": false}}},
        "required": ["steps"], "additionalProperties": false}
        """
            .formatted(names));
  }

  /// {@return the plan that a planner wrote}
  ///
  /// @throws BadPlan if it is none, or goes beyond the limits
  public WorkPlan read(String text) {
    return checked(steps(text, limits.steps()));
  }

  /// {@return the plan that goes on from what is done: those steps, and new ones in place of all
  /// others}
  ///
  /// @param text the new steps; they may take what those that are done have answered
  /// @throws BadPlan if it is no such plan, or goes beyond the limits
  public WorkPlan mend(String text, WorkPlan broken, Progress progress) {
    List<Subtask> steps = new ArrayList<>();
    broken.steps().stream()
        .filter(step -> progress.done().containsKey(step.id()))
        .forEach(steps::add);
    List<Subtask> more = steps(text, limits.steps() - progress.begun().size());
    if (more.isEmpty()) {
      throw new BadPlan("The repair has no steps.");
    }
    more.stream()
        .filter(step -> progress.failed().containsKey(step.id()))
        .findFirst()
        .ifPresent(step -> {
          throw new BadPlan("The id '" + step.id() + "' is that of a step that failed.");
        });
    steps.addAll(more);
    return checked(steps);
  }

  private WorkPlan checked(List<Subtask> steps) {
    WorkPlan plan = new WorkPlan(steps);
    if (plan.depth() > limits.depth()) {
      throw new BadPlan(
          "%d steps wait for one another; at most %d may.".formatted(plan.depth(), limits.depth()));
    }
    steps.forEach(step -> checkInputs(plan, step));
    return plan;
  }

  private List<Subtask> steps(String text, int most) {
    if (text.length() > LONGEST) {
      throw new BadPlan("The plan is longer than %d characters.".formatted(LONGEST));
    }
    Value plan = Value.ofAnswer(text.strip());
    if (!(part(plan, "steps") instanceof Value.Many(var items))) {
      throw new BadPlan("The plan must be a JSON object with a list of 'steps'.");
    }
    if (items.size() > most) {
      throw new BadPlan(
          "The plan has %d steps; at most %d are left.".formatted(items.size(), most));
    }
    List<Subtask> steps = new ArrayList<>();
    for (Value item : items) {
      steps.add(step(item, "steps[" + steps.size() + "]"));
    }
    return steps;
  }

  private Subtask step(Value item, String path) {
    String id = text(item, "id", path);
    if (!id.matches(NAME) || id.equals(REQUEST)) {
      throw new BadPlan(
          "'%s.id' must be up to 64 letters, digits, '-' and '_', and not '%s'."
              .formatted(path, REQUEST));
    }
    String specialist = text(item, "specialist", path);
    if (!skills.containsKey(specialist)) {
      throw new BadPlan(
          "The step '%s' names no specialist that there is; there are: %s."
              .formatted(id, String.join(", ", skills.keySet())));
    }
    String task = text(item, "task", path);
    if (task.isBlank() || task.length() > LONGEST_TASK) {
      throw new BadPlan(
          "The task of the step '%s' must have 1 to %d characters.".formatted(id, LONGEST_TASK));
    }
    return new Subtask(id, specialist, task, inputs(item, id));
  }

  private static List<Input> inputs(Value item, String id) {
    List<Value> written =
        switch (part(item, "inputs")) {
          case Value.Many(var many) -> many;
          case Value.Nothing _ -> List.of();
          default -> throw new BadPlan("The inputs of the step '" + id + "' must be a list.");
        };
    if (written.size() > MOST_INPUTS) {
      throw new BadPlan(
          "The step '%s' has %d inputs; at most %d are allowed."
              .formatted(id, written.size(), MOST_INPUTS));
    }
    List<Input> inputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Value one : written) {
      Input input = input(one, "the inputs of the step '" + id + "'");
      if (!names.add(input.name())) {
        throw new BadPlan("The step '%s' has two inputs '%s'.".formatted(id, input.name()));
      }
      inputs.add(input);
    }
    return inputs;
  }

  private static Input input(Value item, String where) {
    String name = text(item, "name", where);
    if (!name.matches(NAME)) {
      throw new BadPlan(
          "A name in %s must be up to 64 letters, digits, '-' and '_'.".formatted(where));
    }
    String from = text(item, "from", where);
    Optional<String> field =
        part(item, "field") instanceof Value.Text(var given) && !given.isBlank()
            ? Optional.of(given)
            : Optional.empty();
    return new Input(
        name, from.equals(REQUEST) ? new Source.Request() : new Source.Output(from, field));
  }

  private void checkInputs(WorkPlan plan, Subtask step) {
    Map<String, Schema> takes = skill(step).inputs();
    Set<String> given = step.inputs().stream().map(Input::name).collect(Collectors.toSet());
    takes.keySet().stream()
        .filter(name -> !given.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new BadPlan(
              "The step '%s' lacks the input '%s', which '%s' needs."
                  .formatted(step.id(), name, step.specialist()));
        });
    for (Input input : step.inputs()) {
      Schema comes = comes(plan, step, input);
      Optional<Schema> needed = Optional.ofNullable(takes.get(input.name()));
      if (needed.isEmpty() && !takes.isEmpty()) {
        throw new BadPlan(
            "'%s' takes no input '%s', which the step '%s' gives it; it takes: %s."
                .formatted(
                    step.specialist(), input.name(), step.id(), String.join(", ", takes.keySet())));
      }
      if (needed.filter(form -> !form.mayAllow(comes)).isPresent()) {
        throw new BadPlan(
            "The input '%s' of the step '%s' is of another type than '%s' takes."
                .formatted(input.name(), step.id(), step.specialist()));
      }
    }
  }

  private Schema comes(WorkPlan plan, Subtask step, Input input) {
    return switch (input.source()) {
      case Source.Request _ -> Schema.TEXT;
      case Source.Output(var from, var field) -> {
        Schema whole = skill(plan.step(from).orElseThrow()).gives();
        yield field.isEmpty()
            ? whole
            : whole
                .field(field.get())
                .orElseThrow(() ->
                    new BadPlan(
                        "The step '%s' takes the field '%s' of '%s', whose answer has no such field."
                            .formatted(step.id(), field.get(), from)));
      }
    };
  }

  private Skill skill(Subtask step) {
    return Optional.ofNullable(skills.get(step.specialist())).orElseThrow();
  }

  private static String text(Value object, String name, String path) {
    if (part(object, name) instanceof Value.Text(var text)) {
      return text;
    }
    throw new BadPlan("'" + name + "' must be a text in " + path + ".");
  }

  private static Value part(Value object, String name) {
    return object instanceof Value.Fields(var fields)
        ? Optional.ofNullable(fields.get(name)).orElseGet(Value.Nothing::new)
        : new Value.Nothing();
  }
}
