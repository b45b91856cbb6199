package dev.asterism.server;

import dev.asterism.chat.Label;
import dev.asterism.model.LabelRisk;
import dev.asterism.model.Proof;
import dev.asterism.model.StudentCard;
import dev.asterism.promote.Audit;
import dev.asterism.stats.Binomial;
import dev.asterism.stats.SelfAgreement;
import dev.asterism.store.Judging;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Totals;
import dev.asterism.store.Truth;
import dev.asterism.trace.Traffic.Seen;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Says in JSON what is known of tasks and their students.
final class TaskReports {

  private static final int MOST_DISAGREEMENTS = 50;

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;
  private final TaskStandings standings;
  private final LearningSchedule schedule;

  TaskReports(SqliteStore store, TaskStandings standings, LearningSchedule schedule) {
    this.store = store;
    this.standings = standings;
    this.schedule = schedule;
  }

  ObjectNode row(Seen seen) {
    return row(standings.of(seen));
  }

  ObjectNode row(TaskStanding task) {
    Seen seen = task.seen();
    Totals totals = task.totals();
    ObjectNode row = json.createObjectNode();
    row.put("id", seen.task().id().value());
    row.put("name", seen.task().name());
    row.put("origin", seen.task().origin().name().toLowerCase(Locale.ROOT));
    row.put("teacher", seen.task().teacher());
    row.put("space", seen.task().space().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    ArrayNode labels = row.putArray("labels");
    seen.task().space().declared().forEach(label -> labels.add(label.display()));
    row.put("sightings", seen.sightings());
    row.put("labelled", seen.labelled());
    row.put("unlabelled", seen.unlabelled());
    row.put("answered_by_student", totals.answeredByStudent());
    row.put("coverage", task.coverage());
    row.put("stage", task.stage());
    task.shown()
        .ifPresentOrElse(card -> row.set("student", student(card)), () -> row.putNull("student"));
    task.live()
        .map(card -> schedule.audit(card.id()))
        .ifPresentOrElse(audit -> row.set("audit", audit(audit)), () -> row.putNull("audit"));
    row.set("teacher_noise", noise(task.repeats()));
    row.set("truth", truth(task.truth()));
    ObjectNode coaching = row.putObject("coaching");
    coaching.put("lessons", task.coached().lessons());
    coaching.put("cost_usd", task.coached().cost().dollars());
    row.put("drift", task.drift());
    row.put("cost_usd", totals.cost().dollars());
    row.put("would_have_cost_usd", totals.wouldHaveCost().dollars());
    row.put("audit_cost_usd", totals.auditCost().dollars());
    ObjectNode micros = row.putObject("latency_us");
    micros.put("student_p50", task.latency().studentMicros());
    micros.put("student_p99", task.latency().studentTailMicros());
    micros.put("teacher_p50", task.latency().teacherMicros());
    row.set("judging", judging(task.latency().judging()));
    row.put("learning", task.learning());
    return row;
  }

  ObjectNode page(Seen seen) {
    TaskStanding task = standings.of(seen);
    ObjectNode page = row(task);
    page.put("instructions", seen.task().instructions());
    ArrayNode all = page.putArray("students");
    task.cards().forEach(card -> all.add(student(card)));
    ArrayNode disagreements = page.putArray("disagreements");
    task.live()
        .ifPresent(card ->
            store
                .disagreements(card.id(), MOST_DISAGREEMENTS)
                .forEach(example -> {
                  ObjectNode node = disagreements.addObject();
                  node.put("trace", example.trace().value());
                  node.put("position", example.position());
                  node.put("input", example.input());
                  node.set("student", json(example.studentAnswer()));
                  node.set("reference", json(example.reference()));
                  node.put("judged", example.judged());
                }));
    return page;
  }

  /// A label as feedback gives it: the text "true" and the truth are two.
  private static JsonNode json(Label label) {
    return switch (label) {
      case Label.Text(var text) -> StringNode.valueOf(text);
      case Label.Truth(var truth) -> BooleanNode.valueOf(truth);
    };
  }

  private ObjectNode student(StudentCard card) {
    ObjectNode node = json.createObjectNode();
    node.put("version", card.id().version());
    node.put("stage", lower(card.stage()));
    node.put("reason", card.reason());
    node.put("accuracy", card.plan().accuracy());
    node.put("planned_coverage", card.plan().coverage());
    card.proof()
        .ifPresentOrElse(proof -> node.set("proof", proof(proof)), () -> node.putNull("proof"));
    card.proof()
        .ifPresentOrElse(
            proof -> node.put("threshold", proof.threshold()), () -> node.putNull("threshold"));
    node.put("bytes", card.bytes());
    node.put("traces", card.provenance().traces());
    node.put("train_seconds", card.provenance().trainSeconds());
    node.put("digest", card.digest());
    return node;
  }

  private ObjectNode proof(Proof proof) {
    ObjectNode node = json.createObjectNode();
    node.put("seen", proof.seen());
    node.put("n", proof.n());
    node.put("k", proof.k());
    node.put("bound", proof.bound());
    node.put("eps", proof.eps());
    node.put("delta", proof.delta());
    node.put("level", proof.level());
    node.put("coverage", proof.coverage());
    node.put("labels_bounded", proof.labelsBounded());
    ArrayNode labels = node.putArray("labels");
    for (LabelRisk risk : proof.labels()) {
      ObjectNode label = labels.addObject();
      label.put("label", Label.parse(risk.label()).display());
      label.put("n", risk.n());
      label.put("k", risk.k());
      label.put("bound", risk.bound());
      risk.threshold()
          .ifPresentOrElse(from -> label.put("threshold", from), () -> label.putNull("threshold"));
    }
    return node;
  }

  private ObjectNode audit(Audit audit) {
    ObjectNode node = json.createObjectNode();
    node.put("n", audit.n());
    node.put("k", audit.k());
    node.put("lower", audit.lower());
    node.put("upper", audit.upper());
    node.put("suspicious", audit.suspicious());
    return node;
  }

  /// How far the teacher agrees with itself, and the ceiling that this puts on any student.
  private ObjectNode noise(SelfAgreement agreement) {
    ObjectNode node = json.createObjectNode();
    node.put("asked_twice", agreement.n());
    node.put("differing", agreement.k());
    node.put("coverage_ceiling", agreement.ceiling(schedule.eps(), schedule.delta()));
    return node;
  }

  /// How far students read a task's newest requests, and what that took.
  private ObjectNode judging(Judging judging) {
    double all = Math.max(1, judging.judged());
    ObjectNode node = json.createObjectNode();
    node.put("judged", judging.judged());
    node.put("meaning_share", judging.meaning() / all);
    node.put("unread_share", judging.unread() / all);
    node.put("mean_us", judging.meanMicros());
    node.put("p99_us", judging.tailMicros());
    return node;
  }

  /// Who is right where the right answer was reported. The student is called better than its
  /// teacher where a sign test on the requests that only one of the two answered rightly says so.
  private ObjectNode truth(Truth truth) {
    int decided = truth.studentOnly() + truth.teacherOnly();
    double chance = decided == 0 ? 1 : Binomial.atMost(truth.teacherOnly(), decided, 0.5);
    ObjectNode node = json.createObjectNode();
    node.put("known", truth.known());
    node.put("teacher_right", truth.teacherRight());
    node.put("answered_by_both", truth.both());
    node.put("only_student_right", truth.studentOnly());
    node.put("only_teacher_right", truth.teacherOnly());
    node.put("student_is_better", chance <= schedule.delta());
    return node;
  }

  private static String lower(Enum<?> stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
