package dev.asterism.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// W3C's trace context, as headers carry it.
final class TraceContext {

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private TraceContext() {}

  /// {@return where a request comes from; the root where it does not say, or says it wrongly}
  static Context parent(List<Map.Entry<String, String>> headers) {
    return W3C.extract(Context.root(), headers, new Headers());
  }

  /// {@return the same headers, but those of the trace context, which are a span's}
  static List<Map.Entry<String, String>> within(
      Context parent, Span span, List<Map.Entry<String, String>> headers) {
    List<Map.Entry<String, String>> onward = new ArrayList<>(headers.size() + 1);
    for (Map.Entry<String, String> header : headers) {
      if (W3C.fields().stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
        onward.add(header);
      }
    }
    W3C.inject(parent.with(span), onward, (all, name, value) -> add(all, name, value));
    return onward;
  }

  private static void add(
      @Nullable List<Map.Entry<String, String>> all, String name, String value) {
    if (all != null) {
      all.add(Map.entry(name, value));
    }
  }

  private static final class Headers implements TextMapGetter<List<Map.Entry<String, String>>> {

    @Override
    public Iterable<String> keys(List<Map.Entry<String, String>> headers) {
      return headers.stream().map(Map.Entry::getKey).toList();
    }

    @Override
    public @Nullable String get(@Nullable List<Map.Entry<String, String>> headers, String name) {
      return headers == null
          ? null
          : headers.stream()
              .filter(header -> header.getKey().equalsIgnoreCase(name))
              .findFirst()
              .map(Map.Entry::getValue)
              .orElse(null);
    }
  }
}
