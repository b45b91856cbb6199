package dev.asterism.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `asterism tasks`: what recurs, who answers it, how sure that is.
@Command(
    name = "tasks",
    description = "List recurring tasks; show, promote or retire their students.",
    footer = {"", "Example:", "  asterism tasks show t_0123456789abcdef"},
    mixinStandardHelpOptions = true)
final class TasksCommand implements Runnable {

  private static final int MOST_LABELS = 12;
  private static final String ID = "A task's id, as `asterism tasks list` shows it.";

  @Mixin private Admin own = new Admin();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    list(own);
  }

  @Command(
      name = "list",
      description = "Every task seen, the busiest first.",
      footer = {"", "Example:", "  asterism tasks list --json"},
      mixinStandardHelpOptions = true)
  void list(@Mixin Admin admin) {
    JsonNode body = admin.get("/tasks");
    if (admin.json()) {
      print(Admin.pretty(body));
      return;
    }
    Table table =
        Table.keeping(
            "id", "id", "name", "seen", "stage", "coverage", "proved", "audited", "saved");
    for (JsonNode task : body.path("tasks")) {
      TaskCells cells = new TaskCells(task);
      double saved =
          task.path("would_have_cost_usd").asDouble(0)
              - task.path("cost_usd").asDouble(0)
              - task.path("audit_cost_usd").asDouble(0);
      table.row(
          task.path("id").asString(""),
          cells.name(),
          cells.seen(),
          cells.stage(),
          cells.coverage(),
          cells.proved(),
          cells.audited(),
          "$%.4f".formatted(saved));
    }
    print(table.toString());
    if (body.path("tasks").isEmpty()) {
      say(
          "",
          "No recurring task was seen yet: send traffic to /v1/chat/completions or /v1/decisions.");
    }
  }

  @Command(
      name = "show",
      description = "One task with its evidence.",
      footer = {"", "Example:", "  asterism tasks show t_0123456789abcdef"},
      mixinStandardHelpOptions = true)
  void show(@Mixin Admin admin, @Parameters(paramLabel = "ID", description = ID) String id) {
    JsonNode task = admin.get("/tasks/" + checked(id));
    if (admin.json()) {
      print(Admin.pretty(task));
      return;
    }
    say("task", task.path("name").asString(""));
    say("id", task.path("id").asString(""));
    say("teacher", task.path("teacher").asString(""));
    say(
        "seen",
        "%d requests, %d answered by a student"
            .formatted(
                task.path("sightings").asLong(0), task.path("answered_by_student").asLong(0)));
    say("stage", task.path("stage").asString(""));
    say("next", task.path("learning").asString(""));
    evidence(task);
    Table versions = new Table("version", "stage", "traces", "accuracy", "planned", "bytes", "why");
    for (JsonNode student : task.path("students")) {
      versions.row(
          student.path("version").asInt(0),
          student.path("stage").asString(""),
          student.path("traces").asLong(0),
          Admin.percent(student.path("accuracy")),
          Admin.percent(student.path("planned_coverage")),
          student.path("bytes").asLong(0),
          student.path("reason").asString(""));
    }
    print(versions.toString());
    JsonNode labels = task.path("student").path("proof").path("labels");
    if (!labels.isEmpty()) {
      print(labels(labels, task.path("student").path("proof").path("labels_bounded").asBoolean()));
    }
    if (!task.path("disagreements").isEmpty()) {
      Table disagreements = new Table("input", "student", "reference");
      for (JsonNode one : task.path("disagreements")) {
        disagreements.row(
            one.path("input").asString(""),
            one.path("student").asString(""),
            one.path("reference").asString(""));
      }
      print(disagreements.toString());
    }
  }

  /// The labels with the most to doubt about them first.
  private static String labels(JsonNode labels, boolean bounded) {
    Table table = new Table("label", "answers", "differing", "risk at most", "answered from");
    labels
        .valueStream()
        .sorted(
            Comparator.comparingDouble((JsonNode one) ->
                -one.path("k").asDouble(0) / Math.max(1, one.path("n").asDouble(0))))
        .limit(MOST_LABELS)
        .forEach(one ->
            table.row(
                one.path("label").asString(""),
                one.path("n").asInt(0),
                one.path("k").asInt(0),
                Admin.percent(one.path("bound")),
                one.path("threshold").isNull()
                    ? "never"
                    : "%.3f".formatted(one.path("threshold").asDouble(0))));
    String title =
        bounded
            ? "Labels on the fresh requests that fixed their limits, the bounds holding all at once"
            : "Labels on those requests, each bound holding by itself";
    String rest =
        labels.size() > MOST_LABELS
            ? "%d more with --json%n".formatted(labels.size() - MOST_LABELS)
            : "";
    return Lines.after("", title + ":") + "\n" + table + rest;
  }

  private void judging(JsonNode judging) {
    if (judging.path("judged").asInt(0) > 0) {
      say(
          "student",
          "of the newest %d requests that it looked at it read the meaning of %s, and of %s had no time to; it takes %s ms on average, 99 of 100 times at most %s ms"
              .formatted(
                  judging.path("judged").asInt(0),
                  Admin.percent(judging.path("meaning_share")),
                  Admin.percent(judging.path("unread_share")),
                  millis(judging.path("mean_us")),
                  millis(judging.path("p99_us"))));
    }
  }

  private static String millis(JsonNode micros) {
    return "%.3f".formatted(micros.asDouble(0) / 1_000);
  }

  private void noise(JsonNode noise) {
    if (noise.path("asked_twice").asInt(0) > 0) {
      String ceiling =
          noise.path("coverage_ceiling").asDouble(1) < 1
              ? ", so no student can answer more than %s at this risk"
                  .formatted(Admin.percent(noise.path("coverage_ceiling")))
              : "";
      say(
          "teacher",
          "of %d requests put to it twice it answered %d in two ways%s"
              .formatted(
                  noise.path("asked_twice").asInt(0), noise.path("differing").asInt(0), ceiling));
    }
  }

  private void truth(JsonNode truth) {
    if (truth.path("known").asInt(0) > 0) {
      say(
          "truth",
          "known for %d requests; the teacher was right in %d of them"
              .formatted(truth.path("known").asInt(0), truth.path("teacher_right").asInt(0)));
      if (truth.path("answered_by_both").asInt(0) > 0) {
        say(
            " ",
            "of %d that both answered, only the student was right in %d, only the teacher in %d%s"
                .formatted(
                    truth.path("answered_by_both").asInt(0),
                    truth.path("only_student_right").asInt(0),
                    truth.path("only_teacher_right").asInt(0),
                    truth.path("student_is_better").asBoolean(false)
                        ? ": the student is better than its teacher"
                        : ""));
      }
    }
  }

  private void evidence(JsonNode task) {
    JsonNode proof = task.path("student").path("proof");
    if (proof.isObject()) {
      say(
          "proof",
          "of %d fresh requests it would have answered %d, %d of them differently: with %.1f%% confidence its risk is at most %s"
              .formatted(
                  proof.path("seen").asInt(0),
                  proof.path("n").asInt(0),
                  proof.path("k").asInt(0),
                  100 * (1 - proof.path("delta").asDouble(0)),
                  Admin.percent(proof.path("bound"))));
    }
    judging(task.path("judging"));
    noise(task.path("teacher_noise"));
    truth(task.path("truth"));
    JsonNode coaching = task.path("coaching");
    if (coaching.path("cost_usd").asDouble(0) > 0) {
      say(
          "coach",
          "%d lessons for $%.4f"
              .formatted(coaching.path("lessons").asInt(0), coaching.path("cost_usd").asDouble(0)));
    }
    JsonNode audit = task.path("audit");
    if (!task.path("drift").asString("none").equals("none")) {
      say(
          "drift",
          "the %s are no longer what they were when the student went live"
              .formatted(task.path("drift").asString("")));
    }
    if (audit.isObject()) {
      say(
          "audit",
          "%d of %d checked answers differ; risk between %s and %s"
              .formatted(
                  audit.path("k").asInt(0),
                  audit.path("n").asInt(0),
                  Admin.percent(audit.path("lower")),
                  Admin.percent(audit.path("upper"))));
    }
  }

  @Command(
      name = "promote",
      description = "Let a proved student answer.",
      footer = {"", "Example:", "  asterism tasks promote t_0123456789abcdef"},
      mixinStandardHelpOptions = true)
  void promote(@Mixin Admin admin, @Parameters(paramLabel = "ID", description = ID) String id) {
    move(admin, id, "promote", "live");
  }

  @Command(
      name = "retire",
      description = "Take a task's student out of use.",
      footer = {"", "Example:", "  asterism tasks retire t_0123456789abcdef"},
      mixinStandardHelpOptions = true)
  void retire(@Mixin Admin admin, @Parameters(paramLabel = "ID", description = ID) String id) {
    move(admin, id, "retire", "retired");
  }

  private void move(Admin admin, String id, String move, String stage) {
    JsonNode task = admin.post("/tasks/" + checked(id) + "/" + move);
    print(admin.json() ? Admin.pretty(task) : "The student of " + id + " is " + stage + ".");
  }

  private static String checked(String id) {
    if (!id.matches("t_[0-9a-f]{16}")) {
      throw new Trouble("'" + Plain.of(id) + "' is no task id: `asterism tasks list` shows them.");
    }
    return id;
  }

  private void say(String heading, String sentence) {
    print(Lines.after(heading.isEmpty() ? "" : "%-13s".formatted(heading), Plain.of(sentence)));
  }

  private void print(String text) {
    PrintWriter out = Output.of(spec);
    out.println(text.stripTrailing());
    out.flush();
  }
}
