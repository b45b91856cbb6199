package dev.asterism.telemetry;

import dev.asterism.provider.HeaderLines;
import dev.asterism.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How one request went, as a line of the log tells it.
///
/// @param trace what happened
/// @param context W3C's trace context that it went on with; empty where nobody traces it
record RequestLine(Trace trace, Optional<String> context) {

  private static final Pattern CONTEXT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-.*");

  static RequestLine of(Trace trace, List<Map.Entry<String, String>> headers) {
    return new RequestLine(trace, HeaderLines.first(headers, "traceparent"));
  }

  /// {@return the request that a record is about, if it is about one}
  static Optional<RequestLine> of(LogRecord record) {
    Object[] parameters = record.getParameters();
    return parameters != null && parameters.length == 1 && parameters[0] instanceof RequestLine line
        ? Optional.of(line)
        : Optional.empty();
  }

  /// {@return the fields, by name, in the order to write them}
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("asterism_trace_id", trace.id().value());
    Matcher ids = CONTEXT.matcher(context.orElse(""));
    if (ids.matches()) {
      fields.put("trace_id", ids.group(1));
      fields.put("span_id", ids.group(2));
    }
    fields.put("endpoint", GenAi.operation(trace.endpoint()));
    fields.put("model", trace.requestedModel());
    fields.put("answered_by", trace.answeredBy());
    fields.put("policy", trace.policy());
    fields.put("provider", trace.serving().provider().orElse(""));
    fields.put("status", trace.status());
    trace.error().ifPresent(code -> fields.put("error_code", code));
    fields.put("input_tokens", trace.usage().inputTokens());
    fields.put("output_tokens", trace.usage().outputTokens());
    fields.put("cost_usd", trace.cost().dollars());
    fields.put("micros", trace.totalMicros());
    return fields;
  }
}
