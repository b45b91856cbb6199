package dev.asterism.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/// Sends to a collector what the log says, with the same reserve: of exceptions their kind and
/// place, of requests how they went.
///
/// It has the SDK's bounded queue and thread. What the SDK says itself is not sent: a collector
/// that is away would be told that it is away.
final class LogExport extends Handler {

  private static final String ITSELF = "io.opentelemetry";

  private final Logger root = Logger.getLogger("");
  private final Formatter formatter = new SimpleFormatter();
  private final Duration patience;
  private final SdkLoggerProvider loggers;

  /// @param patience with the collector, and at the end
  LogExport(OtlpSettings settings, Resource resource, Duration patience) {
    this.patience = patience;
    OtlpHttpLogRecordExporterBuilder exporter =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(settings.endpoint() + "/v1/logs")
            .setTimeout(patience);
    settings.headers().forEach(exporter::addHeader);
    this.loggers =
        SdkLoggerProvider.builder()
            .setResource(resource)
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter.build()).build())
            .build();
  }

  /// Takes what this process logs from now on.
  void install() {
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord said) {
    String logger = String.valueOf(said.getLoggerName());
    if (!isLoggable(said) || logger.startsWith(ITSELF)) {
      return;
    }
    LogRecordBuilder record =
        loggers
            .get(logger)
            .logRecordBuilder()
            .setTimestamp(said.getInstant())
            .setSeverity(severity(said.getLevel()))
            .setSeverityText(said.getLevel().getName())
            .setBody(formatter.formatMessage(said));
    Throwable thrown = said.getThrown();
    if (thrown != null) {
      record.setAttribute(AttributeKey.stringKey("exception.type"), LogLines.kind(thrown));
      record.setAttribute(AttributeKey.stringKey("exception.stacktrace"), stack(thrown));
    }
    RequestLine.of(said).ifPresent(request -> tell(record, request.fields()));
    record.emit();
  }

  private static void tell(LogRecordBuilder record, Map<String, Object> request) {
    request.forEach((name, value) -> {
      switch (value) {
        case Integer number -> record.setAttribute(AttributeKey.longKey(name), number.longValue());
        case Long number -> record.setAttribute(AttributeKey.longKey(name), number);
        case Double number -> record.setAttribute(AttributeKey.doubleKey(name), number);
        default -> record.setAttribute(AttributeKey.stringKey(name), value.toString());
      }
    });
    if (request.get("trace_id") instanceof String trace
        && request.get("span_id") instanceof String span) {
      Context within =
          TraceContext.parent(
              List.of(Map.entry("traceparent", "00-%s-%s-01".formatted(trace, span))));
      record.setContext(within);
    }
  }

  private static String stack(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .limit(LogLines.MOST_FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining("\n"));
  }

  private static Severity severity(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return Severity.ERROR;
    }
    if (value >= Level.WARNING.intValue()) {
      return Severity.WARN;
    }
    return value >= Level.INFO.intValue() ? Severity.INFO : Severity.DEBUG;
  }

  @Override
  public void flush() {
    var _ = loggers.forceFlush().join(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Sends what is left, in bounded time.
  @Override
  public void close() {
    root.removeHandler(this);
    var _ = loggers.shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
