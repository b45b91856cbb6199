package dev.asterism.telemetry;

import dev.asterism.gateway.GatewayEvents;
import dev.asterism.provider.CallEvents;
import dev.asterism.provider.Provider;
import dev.asterism.trace.Trace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Sends a span for each request and for each call to a provider, metrics, and the log to a
/// collector.
///
/// All of it goes through the SDK's bounded queues and is sent by threads of its own: a collector
/// that is slow or away costs spans, never an answer. What is told of a request is how it went,
/// never what it said. A request's span is a child of the client's, a provider's one of the
/// request's.
public final class OpenTelemetryExport implements CallEvents, AutoCloseable {

  private static final String SCOPE = "dev.asterism";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double MICROS = 1e6;

  private final SdkTracerProvider tracers;
  private final SdkMeterProvider meters;
  private final LogExport log;
  private final Tracer tracer;
  private final DoubleHistogram durations;
  private final LongHistogram tokens;

  public OpenTelemetryExport(OtlpSettings settings) {
    Resource resource =
        Resource.getDefault()
            .merge(Resource.builder().put("service.name", settings.service()).build());
    OtlpHttpSpanExporterBuilder spans =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint() + "/v1/traces")
            .setTimeout(PATIENCE);
    OtlpHttpMetricExporterBuilder metrics =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(settings.endpoint() + "/v1/metrics")
            .setTimeout(PATIENCE);
    settings.headers().forEach(spans::addHeader);
    settings.headers().forEach(metrics::addHeader);
    this.tracers =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(BatchSpanProcessor.builder(spans.build()).build())
            .build();
    this.meters =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerMetricReader(PeriodicMetricReader.builder(metrics.build()).build())
            .build();
    this.log = new LogExport(settings, resource, PATIENCE);
    log.install();
    this.tracer = tracers.get(SCOPE);
    Meter meter = meters.get(SCOPE);
    this.durations =
        meter
            .histogramBuilder(GenAi.DURATION_METRIC)
            .setUnit("s")
            .setDescription("How long an operation took")
            .setExplicitBucketBoundariesAdvice(GenAi.DURATION_BUCKETS)
            .build();
    this.tokens =
        meter
            .histogramBuilder(GenAi.TOKEN_METRIC)
            .setUnit("{token}")
            .setDescription("Input and output tokens of an operation")
            .ofLongs()
            .setExplicitBucketBoundariesAdvice(GenAi.TOKEN_BUCKETS)
            .build();
  }

  /// A request has come.
  ///
  /// @param headers the client's
  GatewayEvents.Followed begun(List<Map.Entry<String, String>> headers) {
    Context parent = TraceContext.parent(headers);
    Span span =
        tracer.spanBuilder("request").setSpanKind(SpanKind.SERVER).setParent(parent).startSpan();
    return new Request(span, TraceContext.within(parent, span, headers), this);
  }

  @Override
  public CallEvents.Followed begun(
      Provider provider, String method, List<Map.Entry<String, String>> headers) {
    Context parent = TraceContext.parent(headers);
    Span span =
        tracer
            .spanBuilder(method)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .setAttribute(GenAi.METHOD, method)
            .setAttribute(GenAi.PROVIDER, provider.name())
            .setAttribute(GenAi.ADDRESS, provider.baseUrl().getHost())
            .startSpan();
    if (provider.baseUrl().getPort() > 0) {
      span.setAttribute(GenAi.PORT, (long) provider.baseUrl().getPort());
    }
    return new Call(span, TraceContext.within(parent, span, headers));
  }

  private record Request(
      Span span, List<Map.Entry<String, String>> headers, OpenTelemetryExport export)
      implements GatewayEvents.Followed {

    @Override
    public void ended(Trace trace) {
      Attributes common = GenAi.common(trace);
      span.updateName((common.get(GenAi.OPERATION) + " " + trace.requestedModel()).strip());
      span.setAllAttributes(common);
      span.setAttribute(GenAi.INPUT, trace.usage().inputTokens());
      span.setAttribute(GenAi.CACHED, trace.usage().cachedInputTokens());
      span.setAttribute(GenAi.OUTPUT, trace.usage().outputTokens());
      span.setAttribute(GenAi.STATUS, (long) trace.status());
      span.setAttribute(GenAi.TRACE, trace.id().value());
      span.setAttribute(GenAi.POLICY, trace.policy());
      span.setAttribute(GenAi.COST, trace.cost().dollars());
      span.setAttribute(GenAi.SAVED, trace.wouldHaveCost().minus(trace.cost()).dollars());
      if (trace.error().isPresent()) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
      export.measure(trace, common);
    }
  }

  private void measure(Trace trace, Attributes common) {
    durations.record(trace.totalMicros() / MICROS, common);
    tokens.record(
        trace.usage().inputTokens(), common.toBuilder().put(GenAi.TOKEN_TYPE, "input").build());
    tokens.record(
        trace.usage().outputTokens(), common.toBuilder().put(GenAi.TOKEN_TYPE, "output").build());
  }

  private record Call(Span span, List<Map.Entry<String, String>> headers)
      implements CallEvents.Followed {

    @Override
    public void ended(int status, Optional<String> error) {
      if (status > 0) {
        span.setAttribute(GenAi.STATUS, (long) status);
      }
      error
          .or(() -> status >= 400 ? Optional.of(Integer.toString(status)) : Optional.empty())
          .ifPresent(code -> {
            span.setAttribute(GenAi.ERROR, code);
            span.setStatus(StatusCode.ERROR);
          });
      span.end();
    }
  }

  /// Sends what is left, for no longer than a few seconds.
  @Override
  public void close() {
    log.close();
    var _ = tracers.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    var _ = meters.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
