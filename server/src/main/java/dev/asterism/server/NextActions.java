package dev.asterism.server;

import dev.asterism.stats.SelfAgreement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What to do next, or to know, of all tasks: what calls for a person comes first, then what may
/// become worse, then news; of each the task with the most money in it.
///
/// @param ceiling the most that a student can answer where its teacher agrees with itself so far
record NextActions(ToDoubleFunction<SelfAgreement> ceiling) {

  private static final int MOST = 7;

  /// In the order in which people should see them.
  private enum Urgency {
    ACT,
    WARN,
    NEWS
  }

  /// One thing to know of a task.
  private record Action(Urgency urgency, TaskStanding task, String what, String more) {}

  ObjectNode of(List<TaskStanding> tasks) {
    List<Action> all =
        tasks.stream()
            .flatMap(task -> actions(task).stream())
            .sorted(
                Comparator.comparing(Action::urgency)
                    .thenComparingLong(one -> -one.task().totals().wouldHaveCost().nanos()))
            .toList();
    ObjectNode body = new JsonMapper().createObjectNode();
    body.put("more", Math.max(0, all.size() - MOST));
    ArrayNode actions = body.putArray("actions");
    all.stream().limit(MOST).forEach(one -> describe(actions.addObject(), one));
    return body;
  }

  private static void describe(ObjectNode node, Action action) {
    node.put("urgency", action.urgency().name().toLowerCase(Locale.ROOT));
    node.put("task", action.task().seen().task().id().value());
    node.put("name", action.task().seen().task().name());
    node.put("what", action.what());
    node.put("more", action.more());
  }

  private List<Action> actions(TaskStanding task) {
    List<Action> actions = new ArrayList<>();
    String stage = task.stage();
    if (stage.equals("proved")) {
      actions.add(new Action(Urgency.ACT, task, "promote", ""));
    }
    if (stage.equals("demoted")) {
      actions.add(new Action(Urgency.WARN, task, "demoted", ""));
    }
    if (task.watch().filter(it -> it.audit().suspicious()).isPresent()) {
      actions.add(new Action(Urgency.WARN, task, "audits", ""));
    }
    if (!task.drift().equals("none")) {
      actions.add(new Action(Urgency.WARN, task, "drift", task.drift()));
    }
    double most = ceiling.applyAsDouble(task.repeats());
    if (most < 1) {
      actions.add(new Action(Urgency.NEWS, task, "wavers", Double.toString(most)));
    }
    if (stage.equals("observed") || stage.equals("shadow")) {
      actions.add(new Action(Urgency.NEWS, task, "learning", task.learning()));
    }
    return actions;
  }
}
