package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Resilience;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Language;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One model at providers of several dialects: what the API of one lacks is asked of the next.
class FallbackOfDialectsTest {

  private static final String CHAT = "/v1/chat/completions";

  @TempDir private Path data;
  private ProviderOfEveryDialect provider;

  @BeforeEach
  void start() throws Exception {
    provider = new ProviderOfEveryDialect();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void whatTheFirstProvidersApiLacksIsAskedOfOneThatHasIt() throws Exception {
    try (AsterismServer server = server(Dialect.ANTHROPIC, Dialect.GEMINI, Dialect.OPENAI)) {
      Calls calls = new Calls(server);
      HttpResponse<String> answer = calls.post(CHAT, chat("\"logit_bias\":{\"1\":-100},", "text"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Calls.header(answer, "x-asterism-provider")).isEqualTo("openai");
      assertThat(Calls.header(answer, "x-asterism-attempts")).isEqualTo("1");
      assertThat(provider.asked()).hasSize(1);
      assertThat(provider.asked().getFirst().body()).contains("\"logit_bias\":{\"1\":-100}");
      assertThat(calls.read("/admin/v1/traces?limit=1").at("/traces/0/reason").asString())
          .isEqualTo("order; after anthropic lacks logit_bias, gemini lacks logit_bias");
    }
  }

  @Test
  void whatItHasIsAskedOfTheFirst() throws Exception {
    try (AsterismServer server = server(Dialect.ANTHROPIC, Dialect.OPENAI)) {
      HttpResponse<String> answer = new Calls(server).post(CHAT, chat("", "text"));
      assertThat(Calls.header(answer, "x-asterism-provider")).isEqualTo("anthropic");
    }
  }

  @Test
  void whereAllLackItTheFirstOnesRefusalIsTold() throws Exception {
    try (AsterismServer server = server(Dialect.ANTHROPIC, Dialect.GEMINI)) {
      HttpResponse<String> answer =
          new Calls(server).post(CHAT, chat("\"logit_bias\":{\"1\":-100},", "text"));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Calls.json(answer.body()).at("/error/param").asString()).isEqualTo("logit_bias");
      assertThat(answer.body()).contains("messages have no such setting");
      assertThat(provider.asked()).isEmpty();
    }
  }

  @Test
  void whereTheOneThatHasItIsOverItsLimitThatIsTold() throws Exception {
    try (AsterismServer server = server(Dialect.OPENAI, Dialect.ANTHROPIC)) {
      HttpResponse<String> answer =
          new Calls(server).post(CHAT, chat("\"logit_bias\":{\"1\":-100},", "limited"));
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(Calls.header(answer, "retry-after")).isEqualTo("7");
    }
  }

  @Test
  void aFieldThatNobodyTranslatesReachesWhoeverSpeaksTheClientsDialect() throws Exception {
    try (AsterismServer server = server(Dialect.ANTHROPIC, Dialect.OPENAI)) {
      HttpResponse<String> answer =
          new Calls(server).post(CHAT, chat("\"sampling_of_tomorrow\":7,", "text"));
      assertThat(Calls.header(answer, "x-asterism-provider")).isEqualTo("openai");
      assertThat(provider.asked().getFirst().body()).contains("\"sampling_of_tomorrow\":7");
    }
  }

  @Test
  void aRequestThatNobodyCouldDoIsNotPassedRound() throws Exception {
    try (AsterismServer server = server(Dialect.ANTHROPIC, Dialect.OPENAI)) {
      HttpResponse<String> answer =
          new Calls(server).post("/v1/responses", "{\"model\":\"big\",\"input\":7}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Calls.json(answer.body()).at("/error/param").asString()).isEqualTo("input");
      assertThat(provider.asked()).isEmpty();
    }
  }

  private AsterismServer server(Dialect... dialects) {
    return AsterismServer.start(
        new Config(
            new Config.Server("127.0.0.1", 0),
            new Config.Data(data, Duration.ofDays(1), 1 << 24),
            Arrays.stream(dialects).map(this::upstream).toList(),
            Map.of(),
            FruitOrTool.still()));
  }

  private Config.Upstream upstream(Dialect dialect) {
    return new Config.Upstream(
        dialect.name().toLowerCase(Locale.ROOT),
        URI.create(provider.root() + "/v1"),
        Optional.of("sk-any"),
        List.of("big"),
        Duration.ofSeconds(20),
        Language.of(dialect),
        Map.of(),
        Resilience.DEFAULT);
  }

  private static String chat(String more, String scenario) {
    return "{%s\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"scenario: %s\"}]}"
        .formatted(more, scenario);
  }
}
