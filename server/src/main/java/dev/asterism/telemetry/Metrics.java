package dev.asterism.telemetry;

import dev.asterism.gateway.GatewayEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What `/metrics` shows, for Prometheus.
public final class Metrics implements GatewayEvents {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Optional<OpenTelemetryExport> export;

  /// @param export who follows each request beyond this process, if anybody does
  public Metrics(Optional<OpenTelemetryExport> export) {
    this.export = export;
  }

  @Override
  public Followed begun(List<Map.Entry<String, String>> headers) {
    return export.isPresent() ? export.get().begun(headers) : new Unfollowed(headers);
  }

  @Override
  public void answered(String policy, int status, long totalMicros, long overheadMicros) {
    Counter.builder("asterism.answers")
        .description("Answers sent")
        .tag("policy", policy)
        .tag("status", Integer.toString(status))
        .register(registry)
        .increment();
    time("asterism.answer.time", "From request read to answer sent", policy, totalMicros);
    time(
        "asterism.overhead.time",
        "The part of it not spent waiting for a provider",
        policy,
        overheadMicros);
  }

  private void time(String name, String description, String policy, long micros) {
    Timer.builder(name)
        .description(description)
        .tag("policy", policy)
        .publishPercentiles(0.5, 0.99)
        .register(registry)
        .record(java.time.Duration.of(micros, java.time.temporal.ChronoUnit.MICROS));
  }

  /// Shows a count that something else keeps.
  public <T> void count(String name, String description, T of, ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, of, count).description(description).register(registry);
  }

  /// Shows a value that something else knows.
  public <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(description).register(registry);
  }

  /// Shows such a value of one of several.
  ///
  /// @param tag what there are several of, such as `provider`
  /// @param which its name
  public <T> void gauge(
      String name, String description, String tag, String which, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(description).tag(tag, which).register(registry);
  }

  /// {@return all of it, in Prometheus's text format}
  public String scrape() {
    return registry.scrape();
  }
}
