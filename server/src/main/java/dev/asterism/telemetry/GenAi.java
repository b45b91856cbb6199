package dev.asterism.telemetry;

import dev.asterism.trace.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;

/// The names of OpenTelemetry's conventions for generative AI, which are still in development and
/// therefore in this one place; and those of our own beside them.
///
/// Source: Semantic conventions for generative AI spans and metrics, opentelemetry.io.
final class GenAi {

  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUESTED = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> ANSWERED_BY = AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHED =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> TRACE = AttributeKey.stringKey("asterism.trace.id");
  static final AttributeKey<String> POLICY = AttributeKey.stringKey("asterism.policy");
  static final AttributeKey<Double> COST = AttributeKey.doubleKey("asterism.cost_usd");
  static final AttributeKey<Double> SAVED = AttributeKey.doubleKey("asterism.saved_usd");

  static final String DURATION_METRIC = "gen_ai.client.operation.duration";
  static final String TOKEN_METRIC = "gen_ai.client.token.usage";

  static final List<Double> DURATION_BUCKETS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  static final List<Long> TOKEN_BUCKETS =
      List.of(
          1L,
          4L,
          16L,
          64L,
          256L,
          1_024L,
          4_096L,
          16_384L,
          65_536L,
          262_144L,
          1_048_576L,
          4_194_304L,
          16_777_216L,
          67_108_864L);

  /// Who answers where a student does.
  private static final String OURSELVES = "asterism";

  private GenAi() {}

  /// {@return what was asked for; of paths that we only pass on, nothing but that}
  static String operation(String endpoint) {
    return switch (endpoint) {
      case "/v1/chat/completions", "/v1/responses", "/v1/messages" -> "chat";
      case "/v1beta/models/*:generateContent" -> "generate_content";
      case "/v1/completions" -> "text_completion";
      case "/v1/embeddings" -> "embeddings";
      case "/v1/decisions", "/v1/systemone" -> "decide";
      default -> "pass";
    };
  }

  /// {@return what both spans and metrics tell of an answer}
  static Attributes common(Trace trace) {
    var attributes =
        Attributes.builder()
            .put(OPERATION, operation(trace.endpoint()))
            .put(PROVIDER, trace.serving().provider().orElse(OURSELVES))
            .put(REQUESTED, trace.requestedModel())
            .put(ANSWERED_BY, trace.answeredBy());
    trace.error().ifPresent(code -> attributes.put(ERROR, code));
    return attributes.build();
  }
}
