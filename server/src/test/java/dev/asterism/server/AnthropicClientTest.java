package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Anthropic's own Java client: what it gets through Asterism, from a provider of any dialect, is
/// what it gets from Anthropic's.
class AnthropicClientTest {

  @AutoClose private static EveryDialect dialects;
  @AutoClose private static AnthropicClient direct;
  @AutoClose private static AnthropicClient through;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    dialects = new EveryDialect(data);
    direct = client(dialects.direct());
    through = client(dialects.through());
  }

  private static AnthropicClient client(String root) {
    return AnthropicOkHttpClient.builder().apiKey("sk-client").baseUrl(root).maxRetries(0).build();
  }

  @BeforeEach
  void forget() {
    dialects.forget();
  }

  @ParameterizedTest
  @CsvSource({
    "messages,text", "messages,tools", "messages,length", "messages,thinking", "messages,json",
    "chat,text", "chat,tools", "chat,length", "chat,thinking", "chat,json",
    "responses,text", "responses,tools", "responses,length", "responses,thinking", "responses,json",
    "generate,text", "generate,tools", "generate,length", "generate,thinking", "generate,json"
  })
  void aMessageIsTheSameFieldByField(String language, String scenario) {
    Message expected = direct.messages().create(asked("big", scenario)).validate();
    Message told = through.messages().create(asked(language + "-big", scenario)).validate();
    assertThat(comparable(told)).isEqualTo(comparable(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "messages,text", "messages,tools", "messages,length", "messages,thinking",
    "chat,text", "chat,tools", "chat,length", "chat,thinking",
    "responses,text", "responses,tools", "responses,length", "responses,thinking",
    "generate,text", "generate,tools", "generate,length", "generate,thinking"
  })
  void aStreamAddsUpToTheSameMessageFieldByField(String language, String scenario) {
    Message expected = streamed(direct, asked("big", scenario));
    Message told = streamed(through, asked(language + "-big", scenario));
    assertThat(comparable(told)).isEqualTo(comparable(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "chat", "responses", "generate"})
  void aRefusalForNowKeepsItsStatusAndWhenToTryAgain(String language) {
    assertThatThrownBy(() -> through.messages().create(asked(language + "-big", "limited")))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            refusal -> {
              assertThat(refusal.headers().values("retry-after")).containsExactly("7");
              assertThat(refusal.headers().values("x-request-id")).containsExactly("req-1");
              assertThat(refusal.body().toString()).contains("rate_limit_error", "Slow down.");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "chat", "generate"})
  void anErrorInTheMiddleOfAStreamIsTheClientsOwnKindOfError(String language) {
    assertThatThrownBy(() -> streamed(through, asked(language + "-big", "broken")))
        .isInstanceOf(SseException.class);
  }

  @Test
  void whatTheProviderCannotDoIsRefusedByItsName() {
    MessageCreateParams asked =
        asked("chat-big", "text").toBuilder()
            .putAdditionalBodyProperty("top_k", JsonValue.from(40))
            .build();
    assertThatThrownBy(() -> through.messages().create(asked))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            refusal ->
                assertThat(refusal.body().toString())
                    .contains("invalid_request_error", "'top_k' cannot be had"));
    assertThat(dialects.asked()).isEmpty();
  }

  @Test
  void whatIsDoneInAnotherWayIsSaid() {
    MessageCreateParams asked =
        asked("chat-big", "text").toBuilder().enabledThinking(2_048L).build();
    try (HttpResponseFor<Message> answer = through.messages().withRawResponse().create(asked)) {
      assertThat(answer.headers().values("x-asterism-emulated"))
          .containsExactly("thinking.budget_tokens");
      assertThat(answer.headers().values("x-asterism-provider")).containsExactly("chat");
    }
    assertThat(dialects.asked().getFirst().body()).contains("\"reasoning_effort\":\"low\"");
  }

  @Test
  void theProvidersKeyGoesWhereTheProviderLooksAndTheClientsNowhere() {
    for (String language : List.of("messages", "chat", "generate")) {
      through.messages().create(asked(language + "-big", "text"));
    }
    assertThat(dialects.asked())
        .noneMatch(one -> one.headers().values().toString().contains("sk-client"));
    assertThat(dialects.asked().get(0).headers().getFirst("x-api-key")).isEqualTo("sk-messages");
    assertThat(dialects.asked().get(1).headers().getFirst("authorization"))
        .isEqualTo("Bearer sk-chat");
    assertThat(dialects.asked().get(2).headers().getFirst("x-goog-api-key"))
        .isEqualTo("sk-generate");
    assertThat(dialects.asked().get(2).path()).isEqualTo("/v1/models/big:generateContent");
  }

  @Test
  void tokensReadFromTheCacheAndWrittenIntoItHaveTheirPrice() throws Exception {
    try (HttpResponseFor<Message> answer =
        through.messages().withRawResponse().create(asked("messages-big", "cached"))) {
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    // 7 fresh at $2, 50 read at $1, 100 written at $4, 6 out at $10, each for a million.
    assertThat(
            new Calls(dialects.server())
                .read("/admin/v1/traces?limit=1")
                .at("/traces/0/cost_usd")
                .asDouble())
        .isEqualTo(0.000524);
  }

  private static MessageCreateParams asked(String model, String scenario) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(200)
        .system("Be brief.")
        .addUserMessage("scenario: " + scenario)
        .addTool(
            Tool.builder()
                .name("get_weather")
                .description("The weather in a city.")
                .inputSchema(
                    Tool.InputSchema.builder()
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build())
        .build();
  }

  private static Message streamed(AnthropicClient client, MessageCreateParams asked) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(asked)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.message();
  }

  /// Ids are each provider's own, and only some sign thoughts.
  private static String comparable(Message message) {
    return message.toBuilder().id("any").build().toString().replace("c2lnLTE=", "");
  }
}
