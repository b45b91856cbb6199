package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputitems.InputItemListParams;
import com.openai.models.responses.inputitems.ResponseItemList;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A student that learnt from chat answers the same question on every surface, and real clients
/// take its answers for a model's.
class StudentsOnEverySurfaceTest {

  private static final String MESSAGES = "/v1/messages";
  private static final String RESPONSES = "/v1/responses";
  private static final String GENERATE = "/v1beta/models/big:generateContent";

  @TempDir private Path data;
  @AutoClose private TaughtServer taught;
  @AutoClose private AnthropicClient anthropic;
  @AutoClose private OpenAIClient openAi;

  @BeforeEach
  void start() throws Exception {
    taught = new TaughtServer(data, FruitOrTool.chatAnswer("says the teacher"));
    String root = taught.root();
    anthropic =
        AnthropicOkHttpClient.builder().apiKey("sk-client").baseUrl(root).maxRetries(0).build();
    openAi =
        OpenAIOkHttpClient.builder()
            .apiKey("sk-client")
            .baseUrl(root + "/v1")
            .maxRetries(0)
            .build();
  }

  @Test
  void anthropicsClientIsToldAMessage() {
    try (HttpResponseFor<Message> answer =
        anthropic.messages().withRawResponse().create(message())) {
      assertThat(answer.headers().values("x-asterism-policy")).containsExactly("student");
      isTheStudents(answer.parse().validate());
    }
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void anthropicsClientIsToldAStreamThatAddsUpToTheSameMessage() {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        anthropic.messages().createStreaming(message())) {
      stream.stream().forEach(accumulator::accumulate);
    }
    isTheStudents(accumulator.message());
    assertThat(taught.teacher().asked()).isEmpty();
  }

  private static void isTheStudents(Message message) {
    assertThat(message.content()).hasSize(1);
    assertThat(message.content().getFirst().asText().text()).isEqualTo("fruit");
    assertThat(message.model().asString()).isEqualTo("big");
    assertThat(message.stopReason()).contains(StopReason.END_TURN);
    assertThat(message.usage().inputTokens()).isEqualTo(FruitOrTool.INPUT_TOKENS);
    assertThat(message.usage().outputTokens()).isEqualTo(FruitOrTool.OUTPUT_TOKENS);
    assertThat(message.id()).startsWith("msg_");
  }

  @Test
  void openAisClientIsToldAResponse() {
    try (com.openai.core.http.HttpResponseFor<Response> answer =
        openAi.responses().withRawResponse().create(response())) {
      assertThat(answer.headers().values("x-asterism-policy")).containsExactly("student");
      isTheStudents(answer.parse().validate());
    }
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void openAisClientIsToldAStreamThatAddsUpToTheSameResponse() {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    try (com.openai.core.http.StreamResponse<ResponseStreamEvent> stream =
        openAi.responses().createStreaming(response())) {
      stream.stream().forEach(accumulator::accumulate);
    }
    isTheStudents(accumulator.response().validate());
    assertThat(taught.teacher().asked()).isEmpty();
  }

  private static void isTheStudents(Response response) {
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
    assertThat(response.output()).hasSize(1);
    assertThat(response.output().getFirst().asMessage().content().getFirst().asOutputText().text())
        .isEqualTo("fruit");
    assertThat(response.model().asString()).isEqualTo("big");
    assertThat(response.instructions().orElseThrow().asString()).isEqualTo("Fruit or tool?");
    assertThat(response.usage().orElseThrow().inputTokens()).isEqualTo(FruitOrTool.INPUT_TOKENS);
    assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(FruitOrTool.OUTPUT_TOKENS);
    assertThat(response.id()).startsWith("resp_");
  }

  @Test
  void googlesClientIsToldAnAnswerOfAModels() {
    try (Client google = GeminiClients.of(taught.root())) {
      GenerateContentResponse answer =
          google.models.generateContent("big", FruitOrTool.FRUIT, instructed());
      assertThat(answer.sdkHttpResponse().orElseThrow().headers().orElseThrow())
          .containsEntry("x-asterism-policy", "student");
      isTheStudents(answer);
    }
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void googlesClientIsToldAStreamThatEndsInTheSameAnswer() {
    StringBuilder text = new StringBuilder();
    List<GenerateContentResponse> chunks = new ArrayList<>();
    try (Client google = GeminiClients.of(taught.root());
        ResponseStream<GenerateContentResponse> stream =
            google.models.generateContentStream("big", FruitOrTool.FRUIT, instructed())) {
      for (GenerateContentResponse chunk : stream) {
        text.append(chunk.text());
        chunks.add(chunk);
      }
    }
    assertThat(text.toString()).isEqualTo("fruit");
    isEnded(chunks.getLast());
    assertThat(taught.teacher().asked()).isEmpty();
  }

  private static GenerateContentConfig instructed() {
    return GenerateContentConfig.builder()
        .systemInstruction(Content.fromParts(Part.fromText("Fruit or tool?")))
        .build();
  }

  private static void isTheStudents(GenerateContentResponse answer) {
    assertThat(answer.text()).isEqualTo("fruit");
    isEnded(answer);
  }

  private static void isEnded(GenerateContentResponse answer) {
    assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(answer.modelVersion()).contains("big");
    assertThat(answer.responseId().orElseThrow()).startsWith("asterism-");
    GenerateContentResponseUsageMetadata usage = answer.usageMetadata().orElseThrow();
    assertThat(usage.promptTokenCount()).contains((int) FruitOrTool.INPUT_TOKENS);
    assertThat(usage.candidatesTokenCount()).contains((int) FruitOrTool.OUTPUT_TOKENS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}],",
        "\"generationConfig\":{\"stopSequences\":[\"x\"]},",
        "\"generationConfig\":{\"maxOutputTokens\":3},",
        "\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true}},",
        "\"quantum\":1,"
      })
  void whatOnlyALargeModelCanDoIsLeftToItByGooglesClientsToo(String field) throws Exception {
    HttpResponse<String> answer = taught.calls().post(GENERATE, generate(field));
    assertThat(Calls.header(answer, "x-asterism-policy")).isNotEqualTo("student");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"generationConfig\":{\"temperature\":0,\"candidateCount\":1},",
        "\"safety_settings\":[{\"category\":\"X\",\"threshold\":\"BLOCK_NONE\"}],",
        "\"tools\":[],"
      })
  void whatAsksNothingOfAStudentIsAnsweredByIt(String field) throws Exception {
    HttpResponse<String> answer = taught.calls().post(GENERATE + "?key=k", generate(field));
    assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student");
  }

  private static String generate(String more) {
    return ("{%s\"systemInstruction\":{\"parts\":[{\"text\":\"Fruit or tool?\"}]},"
            + "\"contents\":[{\"parts\":[{\"text\":\"%s\"}]}]}")
        .formatted(more, FruitOrTool.FRUIT);
  }

  @ParameterizedTest
  @CsvSource({"/v1/messages,event: message_start", "/v1/responses,event: response.created"})
  void aStreamIsWholeFramesOfItsDialect(String path, String first) throws Exception {
    HttpResponse<String> answer = taught.calls().post(path, asked(path, "\"stream\":true,"));
    assertThat(Calls.header(answer, "content-type")).startsWith("text/event-stream");
    assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student");
    assertThat(answer.body()).startsWith(first + "\ndata: {").endsWith("}\n\n");
    for (String frame : answer.body().strip().split("\n\n", -1)) {
      assertThat(frame).matches("event: ([a-z_.]+)\ndata: \\{\"type\":\"\\1\".*}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],",
        "\"stop_sequences\":[\"x\"],",
        "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},",
        "\"quantum\":1,",
        "\"max_tokens\":3,"
      })
  void whatOnlyALargeModelCanDoIsLeftToIt(String field) throws Exception {
    String body = asked(MESSAGES, field).replace("\"max_tokens\":3,\"max_tokens\":99,", field);
    HttpResponse<String> answer = taught.calls().post(MESSAGES, body);
    assertThat(Calls.header(answer, "x-asterism-policy")).isNotEqualTo("student");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"temperature\":0,",
        "\"thinking\":{\"type\":\"disabled\"},",
        "\"thinking\":{\"type\":\"adaptive\"},",
        "\"metadata\":{\"user_id\":\"u\"},"
      })
  void whatAsksNothingOfAStudentIsNoReasonToLookFurther(String field) throws Exception {
    HttpResponse<String> answer = taught.calls().post(MESSAGES, asked(MESSAGES, field));
    assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedInTheClientsForm() throws Exception {
    HttpResponse<String> answer =
        taught.calls().post(MESSAGES, asked(MESSAGES, "\"model\":\"other\","));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"type\":\"error\"").contains("'model' is there twice");
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"stream\":true,"})
  void aResponseOfAStudentsCanBeGoneOnFromAlthoughNoProviderKnowsIt(String more) throws Exception {
    String body = taught.calls().post(RESPONSES, asked(RESPONSES, more)).body();
    String id = told(body);
    Response again = openAi.responses().retrieve(id).validate();
    isTheStudents(again);
    taught
        .calls()
        .post(
            RESPONSES,
            "{\"model\":\"big\",\"previous_response_id\":\"%s\",\"input\":\"And why?\"}"
                .formatted(id));
    JsonNode sent = Calls.json(taught.teacher().asked().getFirst());
    assertThat(sent.has("previous_response_id")).isFalse();
    assertThat(sent.path("input"))
        .isEqualTo(
            Calls.json(
                ("[{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"assistant\",\"content\":\"fruit\"},{\"role\":\"user\",\"content\":\"And"
                        + " why?\"}]")
                    .formatted(FruitOrTool.FRUIT)));
  }

  @Test
  void aResponseIsThereAsSoonAsItsClientHoldsIt() throws Exception {
    // An answer is recorded after its last byte is sent: a quick client asks in between.
    for (int i = 0; i < 100; i++) {
      String id = told(taught.calls().post(RESPONSES, asked(RESPONSES, "")).body());
      assertThat(taught.calls().status(RESPONSES + "/" + id)).isEqualTo(200);
    }
  }

  @Test
  void whatAResponseOfAStudentsWasAskedWithIsListedAPageAtATime() throws Exception {
    String first = told(taught.calls().post(RESPONSES, asked(RESPONSES, "")).body());
    String id =
        told(
            taught
                .calls()
                .post(
                    RESPONSES,
                    asked(RESPONSES, "")
                        .replace("\"instructions\":\"Fruit or tool?\",", "")
                        .replace(
                            "\"input\":\"" + FruitOrTool.FRUIT + "\"",
                            ("\"input\":[{\"role\":\"system\",\"content\":\"Fruit or"
                                    + " tool?\"},{\"role\":\"user\",\"content\":\"%s\"}]")
                                .formatted(FruitOrTool.FRUIT)))
                .body());
    ResponseItemList one = openAi.responses().inputItems().list(first).response().validate();
    assertThat(one.data().getFirst().asResponseInputMessageItem().content().getFirst())
        .extracting(content -> content.asInputText().text())
        .isEqualTo(FruitOrTool.FRUIT);
    List<String> roles =
        openAi
            .responses()
            .inputItems()
            .list(InputItemListParams.builder().responseId(id).limit(1).build())
            .autoPager()
            .stream()
            .map(item -> item.asResponseInputMessageItem().role().asString())
            .toList();
    assertThat(roles).containsExactly("user", "system");
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void aResponseOfAStudentsThatIsDeletedIsGoneButForWhatItCost() throws Exception {
    String id = told(taught.calls().post(RESPONSES, asked(RESPONSES, "")).body());
    openAi.responses().delete(id);
    assertThatThrownBy(() -> openAi.responses().retrieve(id)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> openAi.responses().delete(id)).isInstanceOf(NotFoundException.class);
    HttpResponse<String> next =
        taught
            .calls()
            .post(RESPONSES, asked(RESPONSES, "\"previous_response_id\":\"" + id + "\","));
    assertThat(next.body()).contains("is not kept any more");
    JsonNode trace =
        taught.calls().read("/admin/v1/traces/" + id.substring("resp_asterism_".length()));
    assertThat(trace.path("request").asString()).isEmpty();
    assertThat(trace.path("response").asString()).isEmpty();
    assertThat(trace.path("would_have_cost_usd").asDouble()).isEqualTo(FruitOrTool.DOLLARS);
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void aResponseOfAStudentsWasNotAskedInTheBackgroundAndCannotBeCancelled() throws Exception {
    String id = told(taught.calls().post(RESPONSES, asked(RESPONSES, "")).body());
    assertThatThrownBy(() -> openAi.responses().cancel(id))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("background");
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,resp_68ab",
    "DELETE,resp_68ab",
    "POST,resp_68ab/cancel",
    "GET,resp_68ab/input_items"
  })
  void whatIsAskedOfAResponseOfTheProvidersIsPassedOn(String method, String path) throws Exception {
    HttpRequest asked =
        HttpRequest.newBuilder(URI.create(taught.root() + "/v1/responses/" + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(asked, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo(FruitOrTool.chatAnswer("says the teacher"));
    }
    assertThat(taught.teacher().asked()).hasSize(1);
  }

  private static String told(String body) {
    return body.replaceFirst("(?s).*?\"id\":\"(resp_[^\"]*)\".*", "$1");
  }

  @Test
  void aResponseThatIsNotKeptIsToldByItsName() throws Exception {
    String id = "resp_asterism_" + "0".repeat(28);
    HttpResponse<String> answer =
        taught
            .calls()
            .post(RESPONSES, asked(RESPONSES, "\"previous_response_id\":\"" + id + "\","));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"param\":\"previous_response_id\"", id, "send the conversation itself");
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void theLedgerSaysThatAStudentAnswered() throws Exception {
    for (String path : List.of(MESSAGES, RESPONSES)) {
      HttpResponse<String> answer = taught.calls().post(path, asked(path, ""));
      assertThat(Calls.header(answer, "x-asterism-saved-usd")).isEqualTo("0.003500000");
    }
    assertThat(taught.calls().read("/admin/v1/report").path("answered_by_student").asLong(0))
        .isEqualTo(2);
  }

  private static String asked(String path, String more) {
    return path.equals(MESSAGES)
        ? ("{%s\"max_tokens\":99,\"model\":\"big\",\"system\":\"Fruit or tool?\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}")
            .formatted(more, FruitOrTool.FRUIT)
        : "{%s\"model\":\"big\",\"instructions\":\"Fruit or tool?\",\"input\":\"%s\"}"
            .formatted(more, FruitOrTool.FRUIT);
  }

  private static MessageCreateParams message() {
    return MessageCreateParams.builder()
        .model("big")
        .maxTokens(200)
        .system("Fruit or tool?")
        .addUserMessage(FruitOrTool.FRUIT)
        .build();
  }

  private static ResponseCreateParams response() {
    return ResponseCreateParams.builder()
        .model("big")
        .instructions("Fruit or tool?")
        .input(FruitOrTool.FRUIT)
        .build();
  }
}
