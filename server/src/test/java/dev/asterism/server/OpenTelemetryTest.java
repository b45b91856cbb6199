package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.asterism.cost.Price;
import dev.asterism.telemetry.LogSettings;
import dev.asterism.telemetry.OtlpSettings;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server between a client that traces its requests and a provider that keeps the trace context
/// it is sent, with a small collector that decodes what is exported.
class OpenTelemetryTest {

  private static final System.Logger LOG = System.getLogger(OpenTelemetryTest.class.getName());
  private static final String CANARY = "canary-prompt-4711";
  private static final String KEY = "sk-canary-key-4711";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String ANSWER =
      "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"canary-prompt-4711 too\"}}],"
          + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3}}";

  @TempDir private Path data;

  private final List<byte[]> spans = new CopyOnWriteArrayList<>();
  private final List<byte[]> metrics = new CopyOnWriteArrayList<>();
  private final List<byte[]> logs = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> passedOn = new AtomicReference<>("");
  private HttpServer http;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/v1/chat/completions",
        exchange -> {
          passedOn.set(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
          exchange.getRequestBody().readAllBytes();
          byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    collect("/v1/traces", spans);
    collect("/v1/metrics", metrics);
    collect("/v1/logs", logs);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  @Test
  void aRequestIsOneSpanBelowTheClientsAndItsCallToTheProviderOneBelowThat() throws Exception {
    HttpResponse<String> answer = ask(true);
    List<Span> sent = spans();
    Span request = of(sent, Span.SpanKind.SPAN_KIND_SERVER);
    Span call = of(sent, Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(hex(request.getTraceId().toByteArray())).isEqualTo(TRACE);
    assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo(PARENT);
    assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(passedOn.get())
        .isEqualTo("00-" + TRACE + "-" + hex(call.getSpanId().toByteArray()) + "-01");
    assertThat(request.getName()).isEqualTo("chat big");
    assertThat(attribute(request, "gen_ai.operation.name")).isEqualTo("chat");
    assertThat(attribute(request, "gen_ai.provider.name")).isEqualTo("fake");
    assertThat(attribute(request, "gen_ai.usage.input_tokens")).isEqualTo("12");
    assertThat(attribute(request, "gen_ai.usage.output_tokens")).isEqualTo("3");
    assertThat(attribute(request, "asterism.trace.id"))
        .isEqualTo(answer.headers().firstValue("x-asterism-trace-id").orElseThrow());
    assertThat(attribute(call, "http.response.status_code")).isEqualTo("200");
  }

  @Test
  void metricsBearTheNamesOfTheConventions() throws Exception {
    ask(true);
    List<String> names =
        ExportMetricsServiceRequest.parseFrom(metrics.getLast()).getResourceMetricsList().stream()
            .flatMap(resource -> resource.getScopeMetricsList().stream())
            .flatMap(scope -> scope.getMetricsList().stream())
            .map(metric -> metric.getName() + " " + metric.getUnit())
            .toList();
    assertThat(names)
        .contains("gen_ai.client.operation.duration s", "gen_ai.client.token.usage {token}");
  }

  @Test
  void neitherPromptNorAnswerNorKeyIsExported() throws Exception {
    ask(true);
    assertThat(spans).isNotEmpty();
    assertThat(metrics).isNotEmpty();
    assertThat(logs).isNotEmpty();
    for (List<byte[]> all : List.of(spans, metrics, logs)) {
      for (byte[] one : all) {
        assertThat(new String(one, StandardCharsets.ISO_8859_1)).doesNotContain(CANARY, KEY);
      }
    }
  }

  @Test
  void theLogIsSentWithItsTraceContextAndOfExceptionsTheKindAlone() throws Exception {
    ask(true);
    List<LogRecord> sent = logs();
    LogRecord request =
        sent.stream()
            .filter(one -> one.getBody().getStringValue().equals("request"))
            .findFirst()
            .orElseThrow();
    assertThat(hex(request.getTraceId().toByteArray())).isEqualTo(TRACE);
    assertThat(attribute(request.getAttributesList(), "policy")).isEqualTo("direct");
    assertThat(attribute(request.getAttributesList(), "input_tokens")).isEqualTo("12");
    LogRecord failure =
        sent.stream()
            .filter(one -> one.getBody().getStringValue().equals("something failed"))
            .findFirst()
            .orElseThrow();
    assertThat(failure.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
    assertThat(attribute(failure.getAttributesList(), "exception.type"))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(attribute(failure.getAttributesList(), "exception.stacktrace"))
        .contains("OpenTelemetryTest.ask");
  }

  @Test
  void whereItIsOffTheClientsTraceContextIsPassedOnAsItCame() throws Exception {
    ask(false);
    assertThat(passedOn.get()).isEqualTo("00-" + TRACE + "-" + PARENT + "-01");
    assertThat(spans).isEmpty();
    assertThat(logs).isEmpty();
  }

  /// Asks one question, and stops the server, which sends what is left.
  private HttpResponse<String> ask(boolean export) throws Exception {
    String base = "http://127.0.0.1:" + http.getAddress().getPort();
    Config config =
        new Config(
            new Config.Server("127.0.0.1", 0),
            new Config.Data(data, Duration.ofDays(1), 1 << 24),
            List.of(
                new Config.Upstream(
                    "fake",
                    URI.create(base + "/v1"),
                    Optional.of(KEY),
                    List.of(),
                    Duration.ofSeconds(20))),
            Map.of("big", new Price(2.5, 1.25, 10)),
            Config.Loop.DEFAULT,
            export
                ? Optional.of(new OtlpSettings(URI.create(base), Map.of(), "test"))
                : Optional.empty(),
            new LogSettings(LogSettings.Format.TEXT, true),
            List.of());
    try (AsterismServer server = AsterismServer.start(config);
        HttpClient client = HttpClient.newHttpClient()) {
      LOG.log(System.Logger.Level.WARNING, "something failed", new IllegalStateException(CANARY));
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
              .timeout(Duration.ofSeconds(20))
              .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\""
                          + CANARY
                          + "\"}]}"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private void collect(String path, List<byte[]> into) {
    http.createContext(
        path,
        exchange -> {
          into.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
  }

  private List<Span> spans() throws IOException {
    List<Span> all = new CopyOnWriteArrayList<>();
    for (byte[] one : spans) {
      ExportTraceServiceRequest.parseFrom(one).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(all::add);
    }
    return all;
  }

  private static Span of(List<Span> spans, Span.SpanKind kind) {
    return spans.stream().filter(span -> span.getKind() == kind).findFirst().orElseThrow();
  }

  private List<LogRecord> logs() throws IOException {
    List<LogRecord> all = new CopyOnWriteArrayList<>();
    for (byte[] one : logs) {
      ExportLogsServiceRequest.parseFrom(one).getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .forEach(all::add);
    }
    return all;
  }

  private static String attribute(Span span, String key) {
    return attribute(span.getAttributesList(), key);
  }

  private static String attribute(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(KeyValue::getValue)
        .map(value ->
            value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue())
        .findFirst()
        .orElse("");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
