package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies answer whoever asks, in the form in which it asks, and real clients take their answers
/// for a model's.
@Timeout(60)
class PoliciesOnEverySurfaceTest {

  private static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL", api: chat}
      policies:
        - {name: steps, models: [small, big], threshold: 0.63}
        - {name: votes, kind: swarm, models: [small, other], boss: big}
        - {name: mixed, kind: swarm, models: [small, odd], boss: big, combine: merge}
        - {name: spare, kind: failover, models: [dead, big]}
      """;

  @TempDir private Path data;
  @AutoClose private PolicyServer policies;
  @AutoClose private AnthropicClient anthropic;
  @AutoClose private OpenAIClient openAi;

  @BeforeEach
  void start() throws Exception {
    policies = new PolicyServer(POLICIES, data);
    String root = policies.root();
    Duration patience = Duration.ofSeconds(20);
    anthropic =
        AnthropicOkHttpClient.builder()
            .apiKey("unused")
            .baseUrl(root)
            .maxRetries(0)
            .timeout(patience)
            .build();
    openAi =
        OpenAIOkHttpClient.builder()
            .apiKey("unused")
            .baseUrl(root + "/v1")
            .maxRetries(0)
            .timeout(patience)
            .build();
  }

  @ParameterizedTest
  @CsvSource({
    "steps,easy,'cascade: small accepted 0.90'",
    "steps,hard,'cascade: small rejected 0.37 < 0.63, big accepted'",
    "votes,easy,'swarm: 2 of 2 agreed'",
    "mixed,easy,'swarm: 2 drafts, big merged'",
    "spare,easy,'failover: dead refused (400), big'"
  })
  void eachKindAnswersEveryFormWholeAndStreamed(String name, String question, String way)
      throws Exception {
    for (String form : new String[] {"messages", "responses", "generate"}) {
      for (boolean stream : new boolean[] {false, true}) {
        HttpResponse<String> answer = ask(form, name, question, stream);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(header(answer, "x-asterism-policy")).isEqualTo(way);
        assertThat(header(answer, "content-type"))
            .startsWith(stream ? "text/event-stream" : "application/json");
        assertThat(answer.body()).contains("42").doesNotContain("41");
      }
    }
  }

  private HttpResponse<String> ask(String form, String name, String question, boolean stream)
      throws Exception {
    return form.equals("generate")
        ? policies
            .calls()
            .post(
                "/v1beta/models/asterism/%s:%s"
                    .formatted(name, stream ? "streamGenerateContent?alt=sse" : "generateContent"),
                "{\"contents\":[{\"parts\":[{\"text\":\"%s\"}]}],\"generation_config\":{\"temperature\":0}}"
                    .formatted(question))
        : policies.calls().post("/v1/" + form, body(form, name, question, stream));
  }

  private static String body(String form, String policy, String question, boolean stream) {
    String turns =
        form.equals("messages")
            ? "\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]"
            : "\"input\":\"%s\"";
    return ("{\"model\":\"asterism/%s\",\"stream\":%s," + turns + "}")
        .formatted(policy, stream, question);
  }

  @Test
  void anthropicsClientTakesAJudgedAnswerForAMessage() {
    for (String question : new String[] {"easy", "hard"}) {
      MessageCreateParams params =
          MessageCreateParams.builder()
              .model("asterism/steps")
              .maxTokens(99)
              .system("Compute.")
              .addUserMessage(question)
              .build();
      Message whole = anthropic.messages().create(params).validate();
      assertThat(whole.content().getFirst().asText().text()).isEqualTo("42");
      assertThat(whole.usage().outputTokens()).isEqualTo(10);
      MessageAccumulator all = MessageAccumulator.create();
      try (StreamResponse<RawMessageStreamEvent> stream =
          anthropic.messages().createStreaming(params)) {
        stream.stream().forEach(all::accumulate);
      }
      assertThat(all.message().content().getFirst().asText().text()).isEqualTo("42");
    }
  }

  @Test
  void openAisClientTakesAJudgedAnswerForAResponse() {
    for (String question : new String[] {"easy", "hard"}) {
      ResponseCreateParams params =
          ResponseCreateParams.builder()
              .model("asterism/steps")
              .instructions("Compute.")
              .input(question)
              .build();
      isRight(openAi.responses().create(params).validate());
      ResponseAccumulator all = ResponseAccumulator.create();
      try (com.openai.core.http.StreamResponse<ResponseStreamEvent> stream =
          openAi.responses().createStreaming(params)) {
        stream.stream().forEach(all::accumulate);
      }
      isRight(all.response().validate());
    }
  }

  @Test
  void googlesClientTakesAJudgedAnswerForAModels() {
    try (Client google = GeminiClients.of(policies.root())) {
      for (String question : new String[] {"easy", "hard"}) {
        GenerateContentConfig config = GenerateContentConfig.builder().build();
        GenerateContentResponse whole =
            google.models.generateContent("asterism/steps", question, config);
        assertThat(whole.text()).isEqualTo("42");
        // Of its ten tokens, Google counts those that it thought in apart.
        assertThat(whole.usageMetadata().orElseThrow().candidatesTokenCount()).contains(6);
        assertThat(whole.usageMetadata().orElseThrow().thoughtsTokenCount()).contains(4);
        StringBuilder all = new StringBuilder();
        try (ResponseStream<GenerateContentResponse> stream =
            google.models.generateContentStream("asterism/steps", question, config)) {
          stream.forEach(chunk -> all.append(chunk.text()));
        }
        assertThat(all.toString()).isEqualTo("42");
      }
    }
  }

  private static void isRight(Response response) {
    assertThat(response.output().getFirst().asMessage().content().getFirst().asOutputText().text())
        .isEqualTo("42");
  }

  @Test
  void theDraftsOfOthersAreTheLastWordsThatWhoMergesIsTold() throws Exception {
    for (String form : new String[] {"messages", "responses", "generate"}) {
      policies.models().bodies().clear();
      ask(form, "mixed", "easy", false);
      String last =
          Calls.json(policies.models().bodies().getLast())
              .path("messages")
              .path(1)
              .path("content")
              .asString("");
      assertThat(last).contains("<draft>\n42\n</draft>", "<draft>\nodd\n</draft>");
    }
  }

  @Test
  void whatIsNoConversationIsRefusedInTheClientsForm() throws Exception {
    HttpResponse<String> unreadable =
        policies
            .calls()
            .post("/v1/messages", "{\"model\":\"asterism/steps\",\"max_tokens\":9,\"messages\":7}");
    assertThat(unreadable.statusCode()).isEqualTo(400);
    assertThat(unreadable.body()).startsWith("{\"type\":\"error\"").contains("messages");
    HttpResponse<String> embedding =
        policies.calls().post("/v1/embeddings", "{\"model\":\"asterism/steps\",\"input\":\"x\"}");
    assertThat(embedding.statusCode()).isEqualTo(400);
    assertThat(embedding.body()).contains("answer conversations and decisions");
    HttpResponse<String> unknown =
        policies.calls().post("/v1/messages", body("messages", "nobody", "easy", false));
    assertThat(unknown.statusCode()).isEqualTo(404);
    HttpResponse<String> counted =
        policies
            .calls()
            .post("/v1/messages/count_tokens", body("messages", "steps", "easy", false));
    assertThat(Calls.json(counted.body()).path("input_tokens").asLong(0)).isPositive();
    HttpResponse<String> content =
        policies
            .calls()
            .post(
                "/v1beta/models/asterism/steps:countTokens",
                "{\"contents\":[{\"parts\":[{\"text\":\"easy\"}]}]}");
    assertThat(Calls.json(content.body()).path("totalTokens").asLong(0)).isPositive();
    assertThat(policies.models().asked()).isEmpty();
  }
}
