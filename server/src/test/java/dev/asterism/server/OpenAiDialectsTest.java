package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponseCreateParams;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// OpenAI's own Java client: what it gets through Asterism, from a provider of any dialect, is what
/// it gets from OpenAI's.
class OpenAiDialectsTest {

  @AutoClose private static EveryDialect dialects;
  @AutoClose private static OpenAIClient direct;
  @AutoClose private static OpenAIClient through;

  /// What a model is asked to fill.
  static final class Weather {
    public String city = "";
    public int degrees;
  }

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    dialects = new EveryDialect(data);
    direct = client(dialects.direct());
    through = client(dialects.through());
  }

  private static OpenAIClient client(String root) {
    return OpenAIOkHttpClient.builder()
        .apiKey("sk-client")
        .baseUrl(root + "/v1")
        .maxRetries(0)
        .build();
  }

  @BeforeEach
  void forget() {
    dialects.forget();
  }

  @ParameterizedTest
  @CsvSource({
    "chat,text",
    "chat,tools",
    "chat,length",
    "chat,thinking",
    "chat,refusal",
    "responses,text",
    "responses,tools",
    "responses,length",
    "responses,thinking",
    "messages,text",
    "messages,tools",
    "messages,length",
    "messages,thinking",
    "generate,text",
    "generate,tools",
    "generate,length",
    "generate,thinking"
  })
  void aCompletionIsTheSameFieldByField(String language, String scenario) {
    ChatCompletion expected = direct.chat().completions().create(chat("big", scenario)).validate();
    ChatCompletion told =
        through.chat().completions().create(chat(language + "-big", scenario)).validate();
    assertThat(comparable(told)).isEqualTo(comparable(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "chat,text",
    "chat,tools",
    "chat,length",
    "chat,thinking",
    "chat,odd-tools",
    "chat,refusal",
    "responses,text",
    "responses,tools",
    "responses,length",
    "responses,thinking",
    "messages,text",
    "messages,tools",
    "messages,length",
    "messages,thinking",
    "generate,text",
    "generate,tools",
    "generate,length",
    "generate,thinking"
  })
  void aStreamAddsUpToTheSameCompletionFieldByField(String language, String scenario) {
    ChatCompletion expected = streamed(direct, chat("big", scenario));
    ChatCompletion told = streamed(through, chat(language + "-big", scenario));
    assertThat(withoutThoughts(told)).isEqualTo(withoutThoughts(expected));
  }

  /// The accumulator knows no thoughts, and keeps the last piece of them, however they were cut.
  private static JsonNode withoutThoughts(ChatCompletion answer) {
    JsonNode json = comparable(answer);
    json.path("choices")
        .forEach(choice -> ((ObjectNode) choice.path("message")).remove("reasoning_content"));
    return json;
  }

  @ParameterizedTest
  @CsvSource({
    "responses,text", "responses,tools", "responses,length", "responses,thinking",
    "chat,text", "chat,tools", "chat,length", "chat,thinking",
    "messages,text", "messages,tools", "messages,length", "messages,thinking",
    "generate,text", "generate,tools", "generate,length", "generate,thinking"
  })
  void aResponseIsTheSameInWhatItSays(String language, String scenario) {
    Response expected = direct.responses().create(response("big", scenario)).validate();
    Response told = through.responses().create(response(language + "-big", scenario)).validate();
    assertThat(comparable(told)).isEqualTo(comparable(expected));
    Response streamed = streamed(through, response(language + "-big", scenario));
    assertThat(comparable(streamed.validate())).isEqualTo(comparable(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "responses", "messages", "generate"})
  void aStructuredAnswerArrivesAsTheClientsOwnType(String language) {
    StructuredResponseCreateParams<Weather> asked =
        ResponseCreateParams.builder()
            .model(language + "-big")
            .input("scenario: json")
            .text(Weather.class)
            .build();
    Weather weather =
        through.responses().create(asked).output().stream()
            .flatMap(item -> item.message().stream())
            .flatMap(message -> message.content().stream())
            .map(content -> content.asOutputText())
            .findFirst()
            .orElseThrow();
    assertThat(weather.city).isEqualTo("Oslo");
    assertThat(weather.degrees).isEqualTo(4);
    assertThat(dialects.asked().getFirst().body()).contains("\"degrees\"", "\"integer\"");
  }

  @Test
  void aConversationWithToolsReachesEveryProviderInItsOwnWords() {
    ChatCompletion first = through.chat().completions().create(chat("messages-big", "tools"));
    ChatCompletionCreateParams next =
        chat("messages-big", "text").toBuilder()
            .addMessage(first.choices().getFirst().message())
            .addMessage(result("call_a", "4 degrees"))
            .addMessage(result("call_b", "19 degrees"))
            .build();
    dialects.forget();
    through.chat().completions().create(next);
    tools.jackson.databind.JsonNode sent = Calls.json(dialects.asked().getFirst().body());
    assertThat(sent.at("/messages/1/content/1/id").asString()).isEqualTo("call_a");
    assertThat(sent.at("/messages/2/role").asString()).isEqualTo("user");
    assertThat(sent.at("/messages/2/content/0/tool_use_id").asString()).isEqualTo("call_a");
    assertThat(sent.at("/messages/2/content/1/tool_use_id").asString()).isEqualTo("call_b");
    assertThat(sent.at("/system/0/text").asString()).isEqualTo("Be brief.");
  }

  private static com.openai.models.chat.completions.ChatCompletionToolMessageParam result(
      String call, String text) {
    return com.openai.models.chat.completions.ChatCompletionToolMessageParam.builder()
        .toolCallId(call)
        .content(text)
        .build();
  }

  @Test
  void aStreamsUsageComesLastWithoutChoicesWhereItWasAskedFor() {
    for (String language : List.of("chat", "messages", "generate", "responses")) {
      List<ChatCompletionChunk> chunks = new ArrayList<>();
      try (StreamResponse<ChatCompletionChunk> stream =
          through
              .chat()
              .completions()
              .createStreaming(withUsage(chat(language + "-big", "text")))) {
        stream.stream().forEach(chunks::add);
      }
      assertThat(chunks.getLast().choices()).isEmpty();
      assertThat(chunks.getLast().usage().orElseThrow().totalTokens()).isEqualTo(17);
      assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(c -> c.usage().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "responses", "messages", "generate"})
  void aRefusalForNowKeepsItsStatusAndWhenToTryAgain(String language) {
    assertThatThrownBy(
            () -> through.chat().completions().create(chat(language + "-big", "limited")))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            refusal -> {
              assertThat(refusal.headers().values("retry-after")).containsExactly("7");
              assertThat(refusal.headers().values("x-ratelimit-remaining-requests"))
                  .containsExactly("0");
              assertThat(refusal.getMessage()).contains("Slow down.");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "messages", "generate"})
  void anErrorInTheMiddleOfAStreamIsTheClientsOwnKindOfError(String language) {
    assertThatThrownBy(() -> streamed(through, chat(language + "-big", "broken")))
        .isInstanceOf(SseException.class);
  }

  @Test
  void whatTheProviderCannotDoIsRefusedByItsName() {
    ChatCompletionCreateParams asked =
        chat("messages-big", "text").toBuilder()
            .putAdditionalBodyProperty("logit_bias", JsonValue.from(Map.of("50256", -100)))
            .build();
    assertThatThrownBy(() -> through.chat().completions().create(asked))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            refusal -> assertThat(refusal.param()).contains("logit_bias"));
    assertThat(dialects.asked()).isEmpty();
  }

  @Test
  void whatIsDoneInAnotherWayIsSaid() {
    ChatCompletionCreateParams asked =
        chat("messages-big", "text").toBuilder().promptCacheKey("k").build();
    try (HttpResponseFor<ChatCompletion> answer =
        through.chat().completions().withRawResponse().create(asked)) {
      assertThat(answer.headers().values("x-asterism-emulated"))
          .containsExactly("max_tokens,prompt_cache_key");
    }
  }

  private static ChatCompletionCreateParams chat(String model, String scenario) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addSystemMessage("Be brief.")
        .addUserMessage("scenario: " + scenario)
        .addTool(
            ChatCompletionFunctionTool.builder()
                .function(
                    FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(
                            FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .build())
                        .build())
                .build())
        .build();
  }

  private static ResponseCreateParams response(String model, String scenario) {
    return ResponseCreateParams.builder()
        .model(model)
        .instructions("Be brief.")
        .input("scenario: " + scenario)
        .build();
  }

  private static ChatCompletionCreateParams withUsage(ChatCompletionCreateParams asked) {
    return asked.toBuilder()
        .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
        .build();
  }

  private static ChatCompletion streamed(OpenAIClient client, ChatCompletionCreateParams asked) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(withUsage(asked))) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private static Response streamed(OpenAIClient client, ResponseCreateParams asked) {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(asked)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.response();
  }

  /// Ids and times are each provider's own, and signatures of thoughts are no standard field.
  private static JsonNode comparable(ChatCompletion answer) {
    ObjectNode json = ObjectMappers.jsonMapper().valueToTree(answer);
    json.remove(List.of("id", "created", "system_fingerprint"));
    json.path("choices")
        .forEach(choice -> ((ObjectNode) choice.path("message")).remove("reasoning_details"));
    return json;
  }

  /// The output, how it ended and what it used, without ids and signatures.
  private static JsonNode comparable(Response answer) {
    ObjectNode all = ObjectMappers.jsonMapper().valueToTree(answer);
    ObjectNode json = all.deepCopy().retain("status", "incomplete_details", "output", "usage");
    json.path("output")
        .forEach(item -> ((ObjectNode) item).remove(List.of("id", "encrypted_content")));
    return json;
  }
}
