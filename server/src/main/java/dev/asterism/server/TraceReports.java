package dev.asterism.server;

import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoredTrace;
import dev.asterism.trace.Call;
import dev.asterism.trace.Example;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says in JSON what is known of traces.
final class TraceReports {

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;

  TraceReports(SqliteStore store) {
    this.store = store;
  }

  /// {@return a trace without its bodies}
  ObjectNode row(Trace trace) {
    ObjectNode node = json.createObjectNode();
    node.put("id", trace.id().value());
    node.put("at", trace.at().toString());
    node.put("kind", lower(trace.kind()));
    node.put("endpoint", trace.endpoint());
    node.put("model", trace.requestedModel());
    node.put("answered_by", trace.answeredBy());
    node.put("policy", trace.policy());
    node.put("provider", trace.serving().provider().orElse(""));
    node.put("attempts", trace.serving().attempts());
    node.put("reason", trace.serving().reason());
    node.put("usage_estimated", trace.serving().usageEstimated());
    node.set("usage", usage(trace.usage()));
    node.put("status", trace.status());
    trace.error().ifPresentOrElse(code -> node.put("error", code), () -> node.putNull("error"));
    node.put("cost_usd", trace.cost().dollars());
    node.put("would_have_cost_usd", trace.wouldHaveCost().dollars());
    node.put("total_us", trace.totalMicros());
    return node;
  }

  /// {@return a trace with its bodies; empty where it is not stored any more}
  Optional<ObjectNode> whole(TraceId id) {
    return store.trace(id).map(this::whole);
  }

  private ObjectNode whole(StoredTrace stored) {
    ObjectNode node = row(stored.trace());
    node.put("request", new String(stored.request(), StandardCharsets.UTF_8));
    node.put("request_cut", stored.requestCut());
    node.put("response", new String(stored.response(), StandardCharsets.UTF_8));
    node.put("response_cut", stored.responseCut());
    return node;
  }

  /// {@return a trace with its bodies and what happened, step by step}
  Optional<ObjectNode> story(TraceId id) {
    return store
        .trace(id)
        .map(stored -> {
          ObjectNode node = whole(stored);
          Trace trace = stored.trace();
          trace
              .parent()
              .ifPresentOrElse(
                  parent -> node.put("parent", parent.value()), () -> node.putNull("parent"));
          ArrayNode steps = node.putArray("steps");
          List<Example> examples = store.examplesOf(id);
          examples.forEach(example -> recognised(steps, example));
          examples.forEach(example -> judged(steps, example));
          List<Call> made = store.calls(id);
          ArrayNode calls = node.putArray("calls");
          made.forEach(call -> calls.add(call(call)));
          if (made.isEmpty() && trace.upstreamMicros() > 0) {
            asked(steps.addObject().put("kind", "asked"), trace);
          }
          store
              .following(id)
              .forEach(later -> {
                ObjectNode step = steps.addObject();
                step.put("kind", lower(later.kind()));
                step.put("trace", later.id().value());
                asked(step, later);
              });
          return node;
        });
  }

  private void recognised(ArrayNode steps, Example example) {
    ObjectNode step = steps.addObject();
    step.put("kind", "recognised");
    step.put("position", example.position());
    step.put("task", example.task().value());
    step.put(
        "name",
        store.task(example.task()).map(seen -> seen.task().name()).orElse("a forgotten one"));
  }

  private static void judged(ArrayNode steps, Example example) {
    if (example.student().isEmpty()) {
      return;
    }
    ObjectNode step = steps.addObject();
    step.put("kind", "student");
    step.put("position", example.position());
    step.put("version", example.student().get().version());
    step.put("unread", example.unread());
    example
        .judgement()
        .ifPresent(one -> step.put("read", one.depth().name().toLowerCase(Locale.ROOT)));
    example
        .studentAnswer()
        .ifPresentOrElse(
            label -> step.put("answer", label.display()), () -> step.putNull("answer"));
    example
        .reference()
        .map(Label::display)
        .ifPresentOrElse(label -> step.put("reference", label), () -> step.putNull("reference"));
  }

  private void asked(ObjectNode step, Trace trace) {
    step.put("model", trace.answeredBy());
    step.put("provider", trace.serving().provider().orElse(""));
    step.put("attempts", trace.serving().attempts());
    step.put("reason", trace.serving().reason());
    step.put("us", trace.upstreamMicros());
    step.put("cost_usd", trace.cost().dollars());
    step.set("usage", usage(trace.usage()));
  }

  private ObjectNode call(Call call) {
    ObjectNode node = json.createObjectNode();
    node.put("model", call.model());
    node.put("part", lower(call.part()));
    node.set("usage", usage(call.usage()));
    node.put("usage_estimated", call.usageEstimated());
    node.put("cost_usd", call.cost().dollars());
    node.put("us", call.micros());
    call.firstMicros().ifPresent(first -> node.put("first_us", first));
    node.put("outcome", call.outcome());
    return node;
  }

  private ObjectNode usage(Usage usage) {
    ObjectNode node = json.createObjectNode();
    node.put("input_tokens", usage.inputTokens());
    node.put("cached_input_tokens", usage.cachedInputTokens());
    node.put("output_tokens", usage.outputTokens());
    node.put("reasoning_tokens", usage.reasoningTokens());
    return node;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
