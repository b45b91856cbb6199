package dev.asterism.server;

import dev.asterism.chat.Label;
import dev.asterism.cost.Price;
import dev.asterism.model.LabelRisk;
import dev.asterism.model.Proof;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.Students;
import dev.asterism.promote.Audit;
import dev.asterism.promote.Drift;
import dev.asterism.promote.Watch;
import dev.asterism.stats.Binomial;
import dev.asterism.stats.SelfAgreement;
import dev.asterism.store.Latency;
import dev.asterism.store.ModelUse;
import dev.asterism.store.Moment;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Totals;
import dev.asterism.store.Truth;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Traffic.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Says in JSON what is known of tasks, students, traces and money.
final class TaskReports {

  private static final int MOST_DISAGREEMENTS = 50;

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;
  private final Students students;
  private final LearningSchedule schedule;
  private final PriceTable prices;
  private final TaskLatencies latencies;

  TaskReports(SqliteStore store, LearningSchedule schedule, PriceTable prices) {
    this.prices = prices;
    this.store = store;
    this.students = store;
    this.schedule = schedule;
    this.latencies = new TaskLatencies(store);
  }

  /// {@return every task, the busiest first}
  ///
  /// Totals, repeats and cards are read at once for all of them; truth and coaching, task by task.
  List<ObjectNode> rows() {
    Map<TaskId, Totals> totals = store.totalsByTask();
    Map<TaskId, SelfAgreement> repeats = store.repeatsByTask();
    Map<TaskId, List<StudentCard>> cards =
        students.all().stream().collect(Collectors.groupingBy(card -> card.id().task()));
    List<Seen> tasks = store.tasks();
    latencies.keep(tasks);
    return tasks.stream()
        .map(seen -> {
          TaskId id = seen.task().id();
          return row(
              seen,
              totals.getOrDefault(id, Totals.NONE),
              repeats.getOrDefault(id, new SelfAgreement(0, 0)),
              cards.getOrDefault(id, List.of()),
              latencies.last(id));
        })
        .toList();
  }

  Optional<Seen> find(String id) {
    return id.matches("t_[0-9a-f]{16}") ? store.task(new TaskId(id)) : Optional.empty();
  }

  ObjectNode row(Seen seen) {
    TaskId id = seen.task().id();
    return row(seen, store.totals(id), store.repeats(id), students.of(id), latencies.of(seen));
  }

  private ObjectNode row(
      Seen seen, Totals totals, SelfAgreement repeats, List<StudentCard> cards, Latency latency) {
    TaskId id = seen.task().id();
    ObjectNode row = json.createObjectNode();
    row.put("id", id.value());
    row.put("name", seen.task().name());
    row.put("origin", seen.task().origin().name().toLowerCase(java.util.Locale.ROOT));
    row.put("teacher", seen.task().teacher());
    row.put(
        "space", seen.task().space().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
    ArrayNode labels = row.putArray("labels");
    seen.task().space().declared().forEach(label -> labels.add(label.display()));
    row.put("sightings", seen.sightings());
    row.put("labelled", seen.labelled());
    row.put("unlabelled", seen.unlabelled());
    row.put("answered_by_student", totals.answeredByStudent());
    row.put("coverage", share(totals.answeredByStudent(), seen.sightings()));
    Optional<StudentCard> shown = shown(cards);
    row.put("stage", shown.map(card -> lower(card.stage())).orElse("observed"));
    shown.ifPresentOrElse(card -> row.set("student", student(card)), () -> row.putNull("student"));
    audit(cards)
        .ifPresentOrElse(audit -> row.set("audit", audit(audit)), () -> row.putNull("audit"));
    row.set("teacher_noise", noise(repeats));
    row.set("truth", truth(id, live(cards)));
    ObjectNode coaching = row.putObject("coaching");
    coaching.put("lessons", store.lessons(id, 0).size());
    coaching.put("cost_usd", store.spentOnCoaching(id).dollars());
    row.put(
        "drift",
        live(cards)
            .flatMap(card -> schedule.watch(card.id()))
            .map(TaskReports::drift)
            .orElse("none"));
    row.put("cost_usd", totals.cost().dollars());
    row.put("would_have_cost_usd", totals.wouldHaveCost().dollars());
    row.put("audit_cost_usd", totals.auditCost().dollars());
    ObjectNode micros = row.putObject("latency_us");
    micros.put("student_p50", latency.studentMicros());
    micros.put("student_p99", latency.studentTailMicros());
    micros.put("teacher_p50", latency.teacherMicros());
    row.put("learning", schedule.lastWord(id));
    return row;
  }

  ObjectNode page(Seen seen) {
    ObjectNode page = row(seen);
    TaskId id = seen.task().id();
    page.put("instructions", seen.task().instructions());
    List<StudentCard> cards = students.of(id);
    ArrayNode all = page.putArray("students");
    cards.forEach(card -> all.add(student(card)));
    ArrayNode disagreements = page.putArray("disagreements");
    live(cards)
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

  ObjectNode totals() {
    Totals totals = store.totals();
    ObjectNode body = json.createObjectNode();
    double without = totals.wouldHaveCost().dollars();
    double with = totals.cost().dollars() + totals.auditCost().dollars();
    body.put("requests", totals.requests());
    body.put("answered_by_student", totals.answeredByStudent());
    body.put("errors", totals.errors());
    body.put("cost_usd", totals.cost().dollars());
    body.put("would_have_cost_usd", without);
    body.put("audit_cost_usd", totals.auditCost().dollars());
    body.put("saved_usd", without - with);
    body.put("saved_share", without == 0 ? 0 : (without - with) / without);
    body.put("traces_stored", store.stored());
    body.put("traces_shed", store.shed());
    body.put("tasks", store.countTasks());
    return body;
  }

  ObjectNode series(Instant now) {
    ObjectNode body = json.createObjectNode();
    ArrayNode points = body.putArray("points");
    for (Moment moment : store.history(now)) {
      ObjectNode point = points.addObject();
      point.put("at", moment.at().getEpochSecond());
      point.put("requests", moment.requests());
      point.put("answered_by_student", moment.answeredByStudent());
      point.put("errors", moment.errors());
      point.put("cost_usd", moment.cost().dollars());
      point.put("would_have_cost_usd", moment.wouldHaveCost().dollars());
      point.put("checking_usd", moment.checking().dollars());
    }
    return body;
  }

  ObjectNode models() {
    ObjectNode body = json.createObjectNode();
    ArrayNode models = body.putArray("models");
    for (ModelUse use : store.models()) {
      ObjectNode model = models.addObject();
      model.put("name", use.name());
      model.put("requests", use.requests());
      model.put("checks", use.checks());
      model.put("errors", use.errors());
      model.put("cost_usd", use.cost().dollars());
      prices
          .of(use.name())
          .ifPresentOrElse(
              price -> model.set("usd_per_million", price(price)),
              () -> model.putNull("usd_per_million"));
    }
    return body;
  }

  private ObjectNode price(Price price) {
    ObjectNode node = json.createObjectNode();
    node.put("input", price.input());
    node.put("cached_input", price.cachedInput());
    node.put("output", price.output());
    return node;
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

  /// Who is right where the right answer was reported. The student is called better than its
  /// teacher where a sign test on the requests that only one of the two answered rightly says so.
  private ObjectNode truth(TaskId task, Optional<StudentCard> live) {
    Truth truth = store.truth(task, live.map(card -> card.id().version()).orElse(0));
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

  private static String drift(Watch watch) {
    Drift drift = watch.drift();
    if (drift.ofInputs() && drift.ofReferences()) {
      return "inputs and references";
    }
    return drift.ofInputs() ? "inputs" : drift.ofReferences() ? "references" : "none";
  }

  private Optional<Audit> audit(List<StudentCard> cards) {
    return live(cards).map(card -> schedule.audit(card.id()));
  }

  /// The live student, else the newest that waits for a person's word, else the newest.
  static Optional<StudentCard> shown(List<StudentCard> cards) {
    return live(cards)
        .or(() -> newest(cards, Stage.PROVED))
        .or(() -> cards.isEmpty() ? Optional.empty() : Optional.of(cards.getLast()));
  }

  private static Optional<StudentCard> live(List<StudentCard> cards) {
    return newest(cards, Stage.LIVE);
  }

  private static Optional<StudentCard> newest(List<StudentCard> cards, Stage stage) {
    return cards.reversed().stream().filter(card -> card.stage() == stage).findFirst();
  }

  private static String lower(Enum<?> stage) {
    return stage.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
