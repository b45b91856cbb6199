package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Recorded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Every endpoint: what is passed on as it is, what is made here, what is refused.
class SurfacesTest {

  @AutoClose private static EveryDialect dialects;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    dialects = new EveryDialect(data);
  }

  @BeforeEach
  void forget() {
    dialects.forget();
  }

  /// The body is nobody's usual spelling, and holds fields that nobody knows.
  @ParameterizedTest
  @CsvSource({
    "chat/completions,chat,CHAT",
    "responses,responses,RESPONSES",
    "messages,messages,MESSAGES",
    "messages/count_tokens,messages,COUNT_TOKENS"
  })
  void whereBothSpeakTheSameOnlyTheModelsOtherNameChanges(String path, String language, Api api)
      throws Exception {
    String body =
        "{ \"odd\" : 1.50,\n\t\"inner\":{\"model\":\"%s-big\"}, \"model\" :  \"%s-big\" , \"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9 \\ud83d\\ude00 é\"}], \"input\":\"x\"}"
            .formatted(language, language);
    HttpResponse<byte[]> answer = post("/v1/" + path, body);
    assertThat(dialects.asked().getFirst().body())
        .isEqualTo(body.replace("\"model\" :  \"" + language + "-big\"", "\"model\" :  \"big\""));
    assertThat(answer.body()).isEqualTo(Recorded.whole(api, "text"));
    assertThat(answer.headers().firstValue("x-asterism-emulated")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "chat/completions,chat,CHAT",
    "responses,responses,RESPONSES",
    "messages,messages,MESSAGES"
  })
  void aStreamOfTheSameLanguageComesBackByteForByte(String path, String language, Api api)
      throws Exception {
    String body =
        "{\"model\":\"%s-big\",\"stream\":true,\"max_tokens\":9,\"input\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"scenario: tools\"}]}"
            .formatted(language);
    String scenario = language.equals("responses") ? "text" : "tools";
    HttpResponse<byte[]> answer =
        post(
            "/v1/" + path,
            language.equals("responses") ? body.replace("scenario: tools", "x") : body);
    assertThat(answer.body()).isEqualTo(Recorded.stream(api, scenario));
  }

  @Test
  void embeddingsOfGeminiReachOpenAisClientInBothEncodings() {
    try (OpenAiHandle client = new OpenAiHandle()) {
      for (EmbeddingCreateParams.EncodingFormat format :
          List.of(
              EmbeddingCreateParams.EncodingFormat.BASE64,
              EmbeddingCreateParams.EncodingFormat.FLOAT)) {
        CreateEmbeddingResponse answer =
            client
                .client()
                .embeddings()
                .create(
                    EmbeddingCreateParams.builder()
                        .model("generate-big")
                        .inputOfArrayOfStrings(List.of("one", "two"))
                        .dimensions(2)
                        .encodingFormat(format)
                        .build())
                .validate();
        assertThat(answer.data().get(0).embedding()).containsExactly(0.5f, -0.25f);
        assertThat(answer.data().get(1).index()).isEqualTo(1);
      }
    }
    JsonNode sent = Calls.json(dialects.asked().getFirst().body());
    assertThat(dialects.asked().getFirst().path()).isEqualTo("/v1/models/big:batchEmbedContents");
    assertThat(sent.at("/requests/1/content/parts/0/text").asString()).isEqualTo("two");
    assertThat(sent.at("/requests/0/outputDimensionality").asInt()).isEqualTo(2);
  }

  private record OpenAiHandle(OpenAIClient client) implements AutoCloseable {

    OpenAiHandle() {
      this(
          OpenAIOkHttpClient.builder()
              .apiKey("unused")
              .baseUrl(dialects.through() + "/v1")
              .build());
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void tokensAreCountedRoughlyAndSaidToBeWhereTheProviderDoesNotCount() throws Exception {
    HttpResponse<byte[]> answer =
        post(
            "/v1/messages/count_tokens",
            "{\"model\":\"chat-big\",\"messages\":[{\"role\":\"user\",\"content\":\"twelve"
                + " chars\"}]}");
    assertThat(json(answer).path("input_tokens").asInt()).isEqualTo(3);
    assertThat(answer.headers().firstValue("x-asterism-emulated")).contains("messages");
    assertThat(dialects.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "completions,messages-big",
    "moderations,messages-big",
    "embeddings,messages-big",
    "moderations,generate-big",
    "decisions,decisions-none"
  })
  void whatNobodyCouldStandInForIsRefused(String path, String model) throws Exception {
    HttpResponse<byte[]> answer =
        post(
            "/v1/" + path,
            "{\"model\":\""
                + model
                + "\",\"input\":\"x\",\"prompt\":\"x\",\"questions\":[{\"type\":\"predicate\",\"instructions\":\"?\"}]}");
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(json(answer).at("/error/message").asString()).isNotEmpty();
    assertThat(dialects.asked()).isEmpty();
  }

  @Test
  void errorsOfOurOwnHaveTheFormOfTheClientsApi() throws Exception {
    HttpResponse<byte[]> answer = post("/v1/messages", "{\"model\":\"nobody's\"}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("type").asString()).isEqualTo("error");
    assertThat(json(answer).at("/error/type").asString()).isEqualTo("not_found_error");
    answer = post("/v1/messages", "{\"model\":\"chat-big\",\"messages\":7}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/type").asString()).isEqualTo("invalid_request_error");
  }

  @Test
  void modelsOfAllProvidersAreOneListInTheClientsForm() throws Exception {
    JsonNode openai = json(get("/v1/models"));
    assertThat(openai.path("object").asString()).isEqualTo("list");
    assertThat(openai.path("data").findValuesAsString("id"))
        .contains("chat-big", "messages-big", "generate-big", "none")
        .doesNotHaveDuplicates();
    JsonNode anthropic = json(get("/v1/models", "anthropic-version", "2023-06-01"));
    assertThat(anthropic.at("/data/0/type").asString()).isEqualTo("model");
    assertThat(anthropic.path("has_more").asBoolean()).isFalse();
    assertThat(json(get("/v1/models/generate-big")).path("id").asString())
        .isEqualTo("generate-big");
    HttpResponse<byte[]> unknown = get("/v1/models/unheard-of");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).at("/error/code").asString()).isEqualTo("model_not_found");
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return Calls.json(new String(answer.body(), StandardCharsets.UTF_8));
  }

  private static HttpResponse<byte[]> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private static URI uri(String path) {
    return URI.create(dialects.through() + path);
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
