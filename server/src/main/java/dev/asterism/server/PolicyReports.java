package dev.asterism.server;

import dev.asterism.estimate.DraftJudge;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.store.PolicyRequest;
import dev.asterism.store.SqliteStore;
import dev.asterism.trace.Call;
import dev.asterism.trace.Trace;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says in JSON where the traffic and the money of each policy went, over its newest requests.
final class PolicyReports {

  private static final int NEWEST = 2_000;

  /// Digits that tell one scope from another.
  private static final int SHOWN = 16;

  private static final int MOST_SCOPES = 20;

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;
  private final List<NamedPolicy> policies;
  private final Supplier<List<ThresholdSchedule.Report>> evidence;
  private final Function<String, List<DraftJudge.Standing>> drafts;

  /// @param evidence what is known of thresholds that are proved
  /// @param drafts how those of a policy's members were, as far as its judge learnt from them
  PolicyReports(
      SqliteStore store,
      List<NamedPolicy> policies,
      Supplier<List<ThresholdSchedule.Report>> evidence,
      Function<String, List<DraftJudge.Standing>> drafts) {
    this.store = store;
    this.drafts = drafts;
    this.evidence = evidence;
    this.policies = List.copyOf(policies);
  }

  ObjectNode json() {
    ObjectNode body = json.createObjectNode();
    body.put("of_newest", NEWEST);
    ArrayNode list = body.putArray("policies");
    policies.forEach(policy -> describe(list.addObject(), policy));
    return body;
  }

  private void describe(ObjectNode node, NamedPolicy policy) {
    List<PolicyRequest> requests = store.requestsToPolicy(policy.model(), NEWEST);
    node.put("name", policy.name());
    node.put("model", policy.model());
    node.put("kind", policy.manner().word());
    node.put("requests", requests.size());
    node.put("errors", requests.stream().filter(one -> one.trace().error().isPresent()).count());
    node.put("without_calls", requests.stream().filter(one -> one.calls().isEmpty()).count());
    node.put("cost_usd", requests.stream().mapToDouble(one -> one.trace().cost().dollars()).sum());
    node.put(
        "would_have_cost_usd",
        requests.stream().mapToDouble(one -> one.trace().wouldHaveCost().dollars()).sum());
    long[] micros =
        requests.stream()
            .map(PolicyRequest::trace)
            .mapToLong(Trace::totalMicros)
            .sorted()
            .toArray();
    node.put("p50_us", micros.length == 0 ? 0 : micros[micros.length / 2]);
    members(node.putArray("members"), policy, requests);
    ArrayNode learnt = node.putArray("learnt_judge");
    drafts.apply(policy.name()).forEach(one -> standing(learnt.addObject(), one));
    evidence(node, "semantic_cache", ThresholdSchedule.What.KEPT_ANSWERS);
    evidence(node, "proved_threshold", ThresholdSchedule.What.DRAFTS);
    ArrayNode points = node.putArray("points");
    // What is proved is not to be set.
    if (policy.manner() instanceof Manner.Cascade cascade
        && cascade.enough() instanceof Manner.Cascade.Enough.Set) {
      new CascadePreview(requests).points().forEach(point -> point(points.addObject(), point));
    }
  }

  /// The evidence on what a policy gives in its best model's place: the scopes of which most is
  /// known.
  private void evidence(ObjectNode policy, String name, ThresholdSchedule.What what) {
    List<ThresholdSchedule.Report> all =
        evidence.get().stream()
            .filter(report -> report.what() == what)
            .filter(report -> report.policy().equals(policy.path("name").asString("")))
            .sorted(Comparator.comparingInt(ThresholdSchedule.Report::trials).reversed())
            .toList();
    policy.put(name + "_scopes", all.size());
    ArrayNode nodes = policy.putArray(name);
    all.stream().limit(MOST_SCOPES).forEach(report -> evidence(nodes.addObject(), report));
  }

  private static void evidence(ObjectNode node, ThresholdSchedule.Report report) {
    node.put("scope", report.scope().substring(0, SHOWN));
    node.put("attempt", report.attempt());
    node.put("compared", report.trials());
    report.threshold().ifPresent(threshold -> node.put("threshold", threshold));
    node.put("eps", report.eps());
    node.put("delta", report.delta());
    node.put("n", report.n());
    node.put("k", report.k());
    node.put("bound", report.bound());
    node.putObject("audit")
        .put("n", report.audits())
        .put("k", report.failed())
        .put("lower", report.lower())
        .put("upper", report.upper());
  }

  private static void standing(ObjectNode node, DraftJudge.Standing standing) {
    node.put("model", standing.member());
    node.put("probes", standing.probes());
    node.put("enough", standing.probes() >= LearntScoring.ENOUGH);
    node.put("good", standing.good());
    standing.separation().ifPresent(share -> node.put("told_apart", share));
  }

  private static void point(ObjectNode node, CascadePreview.Point point) {
    node.put("threshold", point.threshold());
    node.put("usd_a_request", point.dollars());
    node.put("escalated", point.escalated());
    node.put("compared", point.compared());
    node.put("differing", point.differing());
  }

  /// What a model did for a policy.
  private static final class Part {
    private long calls;
    private long answers;
    private long micros;
    private double dollars;
  }

  /// The members in their order, then whoever else was asked, such as a judge.
  private static void members(ArrayNode nodes, NamedPolicy policy, List<PolicyRequest> requests) {
    Map<String, Part> parts = new LinkedHashMap<>();
    policy.manner().models().forEach(model -> parts.putIfAbsent(model, new Part()));
    for (PolicyRequest request : requests) {
      for (Call call : request.calls()) {
        Part part = parts.computeIfAbsent(call.model(), _ -> new Part());
        part.calls++;
        part.micros += call.micros();
        part.dollars += call.cost().dollars();
      }
      Optional.ofNullable(parts.get(request.trace().answeredBy()))
          .ifPresent(part -> part.answers++);
    }
    parts.forEach((model, part) -> {
      ObjectNode node = nodes.addObject();
      node.put("model", model);
      node.put("calls", part.calls);
      node.put("answers", part.answers);
      node.put("mean_us", part.calls == 0 ? 0 : part.micros / part.calls);
      node.put("cost_usd", part.dollars);
    });
  }
}
