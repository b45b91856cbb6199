package dev.asterism.telemetry;

import dev.asterism.gateway.GatewayEvents;
import dev.asterism.model.Depth;
import dev.asterism.perform.Course;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Trace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// What `/metrics` shows, for Prometheus.
public final class Metrics implements GatewayEvents {

  /// From a student's answer to the longest that people wait.
  private static final Duration[] BUCKETS =
      micros(
          100,
          300,
          1_000,
          3_000,
          10_000,
          30_000,
          100_000,
          300_000,
          1_000_000,
          3_000_000,
          10_000_000,
          30_000_000,
          100_000_000);

  /// From a few words to the longest that a request waits for the encoder.
  private static final Duration[] STUDENTS_BUCKETS =
      micros(10, 20, 50, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Optional<OpenTelemetryExport> export;
  private final Optional<RequestLog> log;

  /// Found by their labels once, not with every answer.
  private final Map<Answered, Counter> answers = new ConcurrentHashMap<>();

  private final Map<String, Times> times = new ConcurrentHashMap<>();
  private final Map<Kind, Counter> costs = new EnumMap<>(Kind.class);
  private final Counter wouldHaveCost;
  private final Counter inputTokens;
  private final Counter outputTokens;

  private final Map<LookedUp, Counter> lookups = new ConcurrentHashMap<>();

  private final Map<Depth, Timer> readings = new EnumMap<>(Depth.class);
  private final Map<Judged, Counter> judged = new ConcurrentHashMap<>();

  private record Judged(TaskId task, Depth depth) {}

  private record LookedUp(String policy, Course.Lookup found) {}

  private record Answered(String policy, int status) {}

  /// How long a policy's answers took.
  private record Times(Timer answer, Timer overhead) {}

  /// @param export who follows each request beyond this process, if anybody does
  /// @param log what is logged of requests
  public Metrics(Optional<OpenTelemetryExport> export, LogSettings log) {
    this.export = export;
    this.log = log.requests() ? Optional.of(new RequestLog(RequestLog.LOG)) : Optional.empty();
    for (Kind kind : Kind.values()) {
      costs.put(
          kind,
          Counter.builder("asterism.cost")
              .baseUnit("usd")
              .description("US dollars paid, by why a call was made")
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    for (Depth depth : Depth.values()) {
      readings.put(
          depth,
          Timer.builder("asterism.student.time")
              .description("What students take for their verdicts, waiting for an encoder included")
              .tag("read", word(depth))
              .serviceLevelObjectives(STUDENTS_BUCKETS)
              .register(registry));
    }
    this.wouldHaveCost =
        Counter.builder("asterism.would.have.cost")
            .baseUnit("usd")
            .description("US dollars that the models asked for would have cost")
            .register(registry);
    this.inputTokens = tokens("input");
    this.outputTokens = tokens("output");
    new JvmMemoryMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private static Duration[] micros(long... bounds) {
    return LongStream.of(bounds)
        .mapToObj(bound -> Duration.of(bound, ChronoUnit.MICROS))
        .toArray(Duration[]::new);
  }

  private Counter tokens(String direction) {
    return Counter.builder("asterism.used")
        .baseUnit("tokens")
        .description("Tokens of answers and checks, as providers report them")
        .tag("direction", direction)
        .register(registry);
  }

  /// Counts what an answer or a check cost.
  void spent(Trace trace) {
    Counter cost = costs.get(trace.kind());
    if (cost != null) {
      cost.increment(trace.cost().dollars());
    }
    wouldHaveCost.increment(trace.wouldHaveCost().dollars());
    if (trace.serving().attempts() > 0) {
      inputTokens.increment((double) trace.usage().inputTokens());
      outputTokens.increment((double) trace.usage().outputTokens());
    }
  }

  @Override
  public Followed begun(List<Map.Entry<String, String>> headers) {
    Followed followed = export.isPresent() ? export.get().begun(headers) : new Unfollowed(headers);
    return log.isPresent() ? log.get().reading(followed) : followed;
  }

  @Override
  public void answered(String policy, int status, long totalMicros, long overheadMicros) {
    answers.computeIfAbsent(new Answered(policy, status), this::answers).increment();
    Times taken = times.computeIfAbsent(policy, this::times);
    taken.answer().record(totalMicros, TimeUnit.MICROSECONDS);
    taken.overhead().record(overheadMicros, TimeUnit.MICROSECONDS);
  }

  @Override
  public void judged(TaskId task, Depth depth, long nanos) {
    judged.computeIfAbsent(new Judged(task, depth), this::judged).increment();
    Timer time = readings.get(depth);
    if (time != null) {
      time.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private Counter judged(Judged what) {
    return Counter.builder("asterism.student.verdicts")
        .description("Requests that live students looked at, by how far they were read")
        .tag("task", what.task().value())
        .tag("read", word(what.depth()))
        .register(registry);
  }

  private static String word(Depth depth) {
    return depth.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void lookedUp(String policy, Course.Lookup found) {
    if (found != Course.Lookup.NONE) {
      lookups.computeIfAbsent(new LookedUp(policy, found), this::lookups).increment();
    }
  }

  private Counter lookups(LookedUp what) {
    return Counter.builder("asterism.cache.lookups")
        .description("Looks into the caches of policies, by what they were good for")
        .tag("policy", what.policy())
        .tag("found", what.found().name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private Counter answers(Answered how) {
    return Counter.builder("asterism.answers")
        .description("Answers sent")
        .tag("policy", how.policy())
        .tag("status", Integer.toString(how.status()))
        .register(registry);
  }

  private Times times(String policy) {
    return new Times(
        timer("asterism.answer.time", "From request read to answer sent", policy),
        timer("asterism.overhead.time", "The part of it not spent waiting for a provider", policy));
  }

  private Timer timer(String name, String description, String policy) {
    return Timer.builder(name)
        .description(description)
        .tag("policy", policy)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
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
