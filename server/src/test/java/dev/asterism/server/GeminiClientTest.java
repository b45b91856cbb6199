package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Google's own Java client: what it gets through Asterism, from a provider of any dialect, is what
/// it gets from Google's.
class GeminiClientTest {

  @AutoClose private static EveryDialect dialects;
  @AutoClose private static Client direct;
  @AutoClose private static Client through;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    dialects = new EveryDialect(data);
    direct = GeminiClients.of(dialects.direct(), "v1");
    through = GeminiClients.of(dialects.through());
  }

  @BeforeEach
  void forget() {
    dialects.forget();
  }

  @ParameterizedTest
  @CsvSource({
    "generate,text",
    "generate,tools",
    "generate,length",
    "generate,thinking",
    "generate,json",
    "generate,refusal",
    "generate,blocked",
    "chat,text",
    "chat,tools",
    "chat,length",
    "chat,thinking",
    "chat,json",
    "responses,text",
    "responses,tools",
    "responses,length",
    "responses,thinking",
    "responses,json",
    "messages,text",
    "messages,tools",
    "messages,length",
    "messages,thinking",
    "messages,json"
  })
  void anAnswerIsTheSameFieldByField(String language, String scenario) {
    GenerateContentResponse expected = asked(direct, "big", scenario);
    GenerateContentResponse told = asked(through, language + "-big", scenario);
    assertThat(comparable(told)).isEqualTo(comparable(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "generate,text", "generate,tools", "generate,length", "generate,thinking", "generate,json",
    "chat,text", "chat,tools", "chat,length", "chat,thinking", "chat,json",
    "responses,text", "responses,tools", "responses,length", "responses,thinking", "responses,json",
    "messages,text", "messages,tools", "messages,length", "messages,thinking", "messages,json"
  })
  void aStreamAddsUpToTheSameAnswerFieldByField(String language, String scenario) {
    GenerateContentResponse expected = streamed(direct, "big", scenario);
    GenerateContentResponse told = streamed(through, language + "-big", scenario);
    assertThat(comparable(told)).isEqualTo(comparable(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "chat", "responses", "messages"})
  void aRefusalForNowKeepsItsStatusAndItsWords(String language) {
    assertThatThrownBy(() -> asked(through, language + "-big", "limited"))
        .isInstanceOfSatisfying(
            ClientException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(429);
              assertThat(refusal.status()).isEqualTo("RESOURCE_EXHAUSTED");
              assertThat(refusal.message()).contains("Slow down.");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "chat", "messages"})
  void anErrorInTheMiddleOfAStreamIsTheClientsOwnKindOfError(String language) {
    assertThatThrownBy(() -> streamed(through, language + "-big", "broken"))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void whatTheProviderCannotDoIsRefusedByItsName() {
    GenerateContentConfig config = GenerateContentConfig.builder().topK(40f).build();
    assertThatThrownBy(() -> through.models.generateContent("chat-big", "Hi", config))
        .isInstanceOfSatisfying(
            ClientException.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo("INVALID_ARGUMENT");
              assertThat(refusal.message()).contains("'generationConfig.topK' cannot be had");
            });
    assertThat(dialects.asked()).isEmpty();
  }

  @Test
  void whatIsDoneInAnotherWayIsSaid() {
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .thinkingConfig(ThinkingConfig.builder().thinkingBudget(2_048))
            .build();
    GenerateContentResponse answer = through.models.generateContent("chat-big", "Hi", config);
    assertThat(header(answer, "x-asterism-emulated"))
        .isEqualTo("generationConfig.thinkingConfig.thinkingBudget");
    assertThat(header(answer, "x-asterism-provider")).isEqualTo("chat");
    assertThat(dialects.asked().getFirst().body()).contains("\"reasoning_effort\":\"low\"");
  }

  @Test
  void theProvidersKeyGoesWhereTheProviderLooksAndTheClientsNowhere() {
    for (String language : List.of("generate", "chat", "messages")) {
      asked(through, language + "-big", "text");
    }
    assertThat(dialects.asked())
        .noneMatch(one -> one.headers().values().toString().contains("sk-client"));
    assertThat(dialects.asked().get(0).headers().getFirst("x-goog-api-key"))
        .isEqualTo("sk-generate");
    assertThat(dialects.asked().get(0).path()).isEqualTo("/v1/models/big:generateContent");
    assertThat(dialects.asked().get(1).headers().getFirst("authorization"))
        .isEqualTo("Bearer sk-chat");
    assertThat(dialects.asked().get(2).headers().getFirst("x-api-key")).isEqualTo("sk-messages");
  }

  @Test
  void aCallAndItsResultReachAProviderThatKnowsThemByIds() {
    List<Content> contents =
        List.of(
            Content.builder().role("user").parts(Part.fromText("Weather?")).build(),
            Content.builder()
                .role("model")
                .parts(Part.fromFunctionCall("get_weather", Map.of("city", "Oslo")))
                .build(),
            Content.builder()
                .role("user")
                .parts(Part.fromFunctionResponse("get_weather", Map.of("degrees", 4)))
                .build());
    through.models.generateContent("chat-big", contents, config());
    JsonNode messages = Calls.json(dialects.asked().getFirst().body()).path("messages");
    assertThat(messages.at("/2/tool_calls/0/function/arguments").asString())
        .isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(messages.at("/3/tool_call_id")).isEqualTo(messages.at("/2/tool_calls/0/id"));
    assertThat(messages.at("/3/content").asString()).isEqualTo("{\"degrees\":4}");
  }

  @Test
  void theFormOfAnAnswerIsASchemaThatOthersUnderstand() {
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .responseMimeType("application/json")
            .responseSchema(
                Schema.builder()
                    .type("OBJECT")
                    .properties(
                        Map.of("degrees", Schema.builder().type("INTEGER").nullable(true).build()))
                    .required("degrees")
                    .build())
            .build();
    through.models.generateContent("chat-big", "scenario: json", config);
    assertThat(
            Calls.json(dialects.asked().getFirst().body())
                .at("/response_format/json_schema/schema"))
        .isEqualTo(
            Calls.json(
                "{\"type\":\"object\",\"properties\":{\"degrees\":{\"type\":[\"integer\",\"null\"]}},"
                    + "\"required\":[\"degrees\"],\"additionalProperties\":false}"));
  }

  @Test
  void tokensAreCountedByTheProviderOrRoughlyHere() {
    CountTokensConfig config = CountTokensConfig.builder().build();
    assertThat(through.models.countTokens("generate-big", "Hello", config).totalTokens())
        .contains(31);
    assertThat(dialects.asked().getFirst().path()).isEqualTo("/v1/models/big:countTokens");
    dialects.forget();
    assertThat(through.models.countTokens("chat-big", "twelve chars", config).totalTokens())
        .contains(3);
    assertThat(dialects.asked()).isEmpty();
  }

  @Test
  void modelsAreListedInTheClientsForm() {
    List<String> names = new ArrayList<>();
    for (Model model : through.models.list(ListModelsConfig.builder().build())) {
      names.add(model.name().orElseThrow());
    }
    assertThat(names).contains("models/chat-big", "models/generate-big").doesNotHaveDuplicates();
    assertThat(through.models.get("chat-big", GetModelConfig.builder().build()).name())
        .contains("models/chat-big");
    assertThatThrownBy(() -> through.models.get("unheard-of", GetModelConfig.builder().build()))
        .isInstanceOfSatisfying(
            ClientException.class, refusal -> assertThat(refusal.status()).isEqualTo("NOT_FOUND"));
  }

  private static GenerateContentConfig config() {
    return GenerateContentConfig.builder()
        .systemInstruction(Content.fromParts(Part.fromText("Be brief.")))
        .maxOutputTokens(200)
        .tools(
            Tool.builder()
                .functionDeclarations(
                    FunctionDeclaration.builder()
                        .name("get_weather")
                        .description("The weather in a city.")
                        .parameters(
                            Schema.builder()
                                .type("OBJECT")
                                .properties(Map.of("city", Schema.builder().type("STRING").build()))
                                .build())
                        .build())
                .build())
        .build();
  }

  private static GenerateContentResponse asked(Client client, String model, String scenario) {
    return client.models.generateContent(model, "scenario: " + scenario, config());
  }

  private static String header(GenerateContentResponse answer, String name) {
    return answer.sdkHttpResponse().orElseThrow().headers().orElseThrow().entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /// The last chunk with the parts of all; what goes on with a text is one text with it.
  private static GenerateContentResponse streamed(Client client, String model, String scenario) {
    List<Part> parts = new ArrayList<>();
    GenerateContentResponse last = GenerateContentResponse.builder().build();
    try (ResponseStream<GenerateContentResponse> stream =
        client.models.generateContentStream(model, "scenario: " + scenario, config())) {
      for (GenerateContentResponse chunk : stream) {
        chunk.candidates().orElseThrow().stream()
            .flatMap(candidate -> candidate.content().stream())
            .flatMap(content -> content.parts().orElseThrow().stream())
            .forEach(part -> add(parts, part));
        last = chunk;
      }
    }
    Candidate candidate = last.candidates().orElseThrow().getFirst();
    return last.toBuilder()
        .candidates(
            candidate.toBuilder()
                .content(Content.builder().role("model").parts(parts).build())
                .build())
        .build();
  }

  private static void add(List<Part> parts, Part part) {
    if (part.text().filter(String::isEmpty).isPresent()) {
      return;
    }
    boolean goesOn =
        part.text().isPresent()
            && !parts.isEmpty()
            && parts.getLast().text().isPresent()
            && parts.getLast().thought().equals(part.thought());
    if (goesOn) {
      Part before = parts.removeLast();
      parts.add(
          before.toBuilder().text(before.text().orElseThrow() + part.text().orElseThrow()).build());
    } else {
      parts.add(part);
    }
  }

  /// Ids are each provider's own, and only some sign thoughts.
  private static JsonNode comparable(GenerateContentResponse answer) {
    return Calls.json(
        answer.toBuilder()
            .clearSdkHttpResponse()
            .responseId("any")
            .build()
            .toJson()
            .replaceAll(",\"thoughtSignature\":\"c2lnLTE=\"", ""));
  }
}
