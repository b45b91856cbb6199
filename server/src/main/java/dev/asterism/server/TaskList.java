package dev.asterism.server;

import dev.asterism.promote.Audit;
import dev.asterism.promote.Watch;
import dev.asterism.trace.Traffic.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A part of all tasks, found and put in order, with how many there are of each stage and how sure
/// it is of those that students answer.
///
/// @param order by which they are listed
/// @param words that are in a task's name, id or teacher
/// @param from how many are left out before the first
/// @param limit how many are told
record TaskList(Order order, Optional<String> words, int from, int limit) {

  private static final int MOST = 100_000;

  /// What tasks are put in order by; what a person looks for first comes first.
  enum Order {
    SEEN,
    NAME,
    STAGE,
    COVERAGE,
    RISK,
    AUDITS,
    LATENCY,
    SAVED;

    private Comparator<TaskStanding> comparator() {
      return switch (this) {
        case SEEN -> Comparator.comparingLong(one -> -one.seen().sightings());
        case NAME -> Comparator.comparing(one -> one.seen().task().name().toLowerCase(Locale.ROOT));
        case STAGE -> Comparator.comparing(TaskStanding::stage);
        case COVERAGE -> Comparator.comparingDouble(one -> -one.coverage());
        case RISK -> Comparator.comparingDouble(TaskStanding::bound);
        case AUDITS ->
            Comparator.comparingLong(one -> -one.watch().map(it -> it.audit().n()).orElse(0));
        case LATENCY ->
            Comparator.comparingLong(one ->
                one.latency().students() == 0 ? Long.MAX_VALUE : one.latency().studentMicros());
        case SAVED -> Comparator.comparingLong(one -> -one.totals().saved().nanos());
      };
    }
  }

  static TaskList asked(Query query) {
    return new TaskList(
        query.choice("order", Order.SEEN),
        query.word("text").map(text -> text.toLowerCase(Locale.ROOT)),
        (int) query.number("from", 0, MOST),
        (int) query.number("limit", MOST, MOST));
  }

  ObjectNode of(List<TaskStanding> all, TaskReports reports) {
    List<TaskStanding> found =
        all.stream()
            .filter(one -> words.isEmpty() || matches(one.seen(), words.get()))
            .sorted(order.comparator())
            .toList();
    ObjectNode body = new JsonMapper().createObjectNode();
    body.put("total", all.size());
    body.put("matching", found.size());
    ObjectNode stages = body.putObject("by_stage");
    Map<String, Long> counts =
        all.stream()
            .collect(
                Collectors.groupingBy(TaskStanding::stage, TreeMap::new, Collectors.counting()));
    counts.forEach(stages::put);
    live(body.putObject("live"), all);
    ArrayNode tasks = body.putArray("tasks");
    found.stream().skip(from).limit(limit).forEach(one -> tasks.add(reports.row(one)));
    return body;
  }

  /// How sure it is of the students that answer: the worst that is proved of any, and what checks
  /// of all of them found.
  private static void live(ObjectNode node, List<TaskStanding> all) {
    List<TaskStanding> live = all.stream().filter(one -> one.live().isPresent()).toList();
    List<Audit> audits =
        live.stream().flatMap(one -> one.watch().stream()).map(Watch::audit).toList();
    node.put("tasks", live.size());
    node.put("worst_bound", live.stream().mapToDouble(TaskStanding::bound).max().orElse(0));
    node.put("audited", audits.stream().mapToLong(Audit::n).sum());
    node.put("differing", audits.stream().mapToLong(Audit::k).sum());
  }

  private static boolean matches(Seen seen, String words) {
    return (seen.task().name() + " " + seen.task().id().value() + " " + seen.task().teacher())
        .toLowerCase(Locale.ROOT)
        .contains(words);
  }
}
