package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A semantic cache over HTTP, before a model that answers by the thing that is asked about,
/// however it is asked.
@Timeout(120)
class SemanticCacheTest {

  private static final String POLICIES =
      """
      loop: {enabled: false}
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        big: {input: 1, output: 1}
        referee: {input: 1, output: 1}
      policies:
        - name: help
          kind: direct
          models: [big]
          cache: semantic
          cache-without-temperature: true
          cache-eps: 0.2
          cache-delta: 0.3
        - name: judged
          kind: direct
          models: [wordy]
          cache: semantic
          cache-without-temperature: true
          cache-eps: 0.2
          cache-delta: 0.3
          cache-judge-model: referee
      """;

  private static final List<String> THINGS =
      List.of(
          "reset my password",
          "cancel my order",
          "track my parcel",
          "return my shoes",
          "pay my invoice",
          "close my account");

  private static final List<String> BEGINNINGS =
      List.of("Hi", "Hello", "Hey", "Good day", "Dear team", "Hi there", "Hello team", "Please");

  private static final List<String> ENDINGS =
      List.of("", " please", " thanks", " thank you", " today", " now", " quickly", " again");

  @TempDir private Path data;
  private FakeProvider models;
  private volatile String era = "";
  private AsterismServer server;
  private Calls calls;

  @BeforeEach
  void start() throws Exception {
    models = new FakeProvider(this::answer);
    open();
  }

  private void open() {
    Config read =
        ConfigFile.parse("asterism.yaml", POLICIES.replace("URL", models.baseUrl()), Map.of());
    server =
        AsterismServer.start(
            read.at(read.server().at(0), new Config.Data(data, Duration.ofDays(1), 1L << 30)));
    calls = new Calls(server);
  }

  @AfterEach
  void stop() {
    server.close();
    models.close();
  }

  private String answer(String body) {
    if (body.contains("\"referee\"")) {
      return FruitOrTool.chatAnswer("97");
    }
    String thing = THINGS.stream().filter(body::contains).findFirst().orElse("nothing");
    String said = era + "This is how to " + thing;
    return FruitOrTool.chatAnswer(
        body.contains("\"wordy\"") ? said + ", said otherwise " + models.asked().size() : said);
  }

  /// Every way to ask about every thing, in an order of chance.
  private static Iterator<String> questions(int seed) {
    List<String> all =
        THINGS.stream()
            .flatMap(thing ->
                BEGINNINGS.stream()
                    .flatMap(begin ->
                        ENDINGS.stream().map(end -> begin + ", how do I " + thing + end + "?")))
            .collect(Collectors.toList());
    Collections.shuffle(all, new Random(seed));
    return all.iterator();
  }

  private static String chat(String policy, String question) {
    return ("{\"model\":\"asterism/%s\",\"messages\":[{\"role\":\"system\",\"content\":\"Help.\"},"
            + "{\"role\":\"user\",\"content\":\"%s\"}]}")
        .formatted(policy, question);
  }

  private HttpResponse<String> ask(String policy, String question, String... headers)
      throws Exception {
    return calls.post("/v1/chat/completions", chat(policy, question), headers);
  }

  private static String said(HttpResponse<String> answer) {
    return Calls.json(answer.body()).at("/choices/0/message/content").asString("");
  }

  private static boolean isRecalled(HttpResponse<String> answer) {
    return header(answer, "x-asterism-policy").contains("semantic cache");
  }

  /// The busiest scope of a policy's cache.
  private JsonNode scope(String policy) throws Exception {
    for (JsonNode one : calls.read("/admin/v1/policies").path("policies")) {
      if (one.path("name").asString("").equals(policy) && !one.path("semantic_cache").isEmpty()) {
        return one.path("semantic_cache").path(0);
      }
    }
    return Calls.json("{}");
  }

  /// Asks until the cache is proved to answer.
  private void prove(String policy, Iterator<String> questions) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!scope(policy).has("threshold") && System.nanoTime() < end) {
      for (int i = 0; i < 40; i++) {
        ask(policy, questions.next());
      }
      Thread.sleep(1_100);
    }
    assertThat(scope(policy).has("threshold")).isTrue();
  }

  /// The first answer of the cache, of some questions.
  private Optional<HttpResponse<String>> firstRecalled(Iterator<String> questions)
      throws Exception {
    for (int i = 0; i < 60; i++) {
      HttpResponse<String> answer = ask("help", questions.next());
      if (isRecalled(answer)) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  @Test
  void untilItIsProvedThePolicyAnswersEverything() throws Exception {
    Iterator<String> questions = questions(1);
    for (int i = 0; i < 12; i++) {
      assertThat(header(ask("help", questions.next()), "x-asterism-policy"))
          .isEqualTo("direct: big");
    }
    assertThat(models.asked()).hasSize(12);
  }

  @Test
  void onceProvedItAnswersSimilarQuestionsAndSavesTheirCost() throws Exception {
    Iterator<String> questions = questions(2);
    prove("help", questions);
    HttpResponse<String> answer = firstRecalled(questions).orElseThrow();
    assertThat(header(answer, "x-asterism-policy"))
        .matches("direct: semantic cache: similarity 0\\.\\d\\d >= 0\\.\\d\\d");
    assertThat(header(answer, "x-asterism-cost-usd")).isEqualTo("0.000000000");
    assertThat(header(answer, "x-asterism-saved-usd")).isEqualTo("0.001100000");
    assertThat(said(answer)).startsWith("This is how to ");
    JsonNode trace = calls.read("/admin/v1/traces/" + header(answer, "x-asterism-trace-id"));
    assertThat(trace.toString()).contains("semantic cache: similarity");
    assertThat(trace.path("calls").size()).isZero();
  }

  @Test
  void streamsAreAnsweredToo() throws Exception {
    Iterator<String> questions = questions(3);
    int streamed = 0;
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .apiKey("unused")
            .maxRetries(0)
            .timeout(Duration.ofSeconds(20))
            .baseUrl("http://127.0.0.1:" + server.port() + "/v1")
            .build();
    prove(client, questions);
    for (int i = 0; i < 40 && streamed == 0; i++) {
      int before = models.asked().size();
      String text = stream(client, questions.next());
      assertThat(text).startsWith("This is how to ");
      streamed += models.asked().size() == before ? 1 : 0;
    }
    assertThat(streamed).isPositive();
    client.close();
  }

  private static void prove(OpenAIClient client, Iterator<String> questions) throws Exception {
    for (int i = 0; i < 80; i++) {
      stream(client, questions.next());
    }
    Thread.sleep(1_500);
  }

  private static String stream(OpenAIClient client, String question) {
    ChatCompletionCreateParams asked =
        ChatCompletionCreateParams.builder()
            .model("asterism/help")
            .addSystemMessage("Help.")
            .addUserMessage(question)
            .build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asked)) {
      return stream.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .collect(Collectors.joining());
    }
  }

  @Test
  void anotherKeyAnotherPromptAndAClientThatForbidsItGetFreshAnswers() throws Exception {
    Iterator<String> questions = questions(4);
    prove("help", questions);
    List<String> rest = Stream.generate(questions::next).limit(60).toList();
    for (String question : rest.subList(0, 20)) {
      assertThat(isRecalled(ask("help", question, "Authorization", "Bearer other"))).isFalse();
    }
    for (String question : rest.subList(20, 40)) {
      assertThat(isRecalled(ask("help", question, "Cache-Control", "no-store"))).isFalse();
    }
    for (String question : rest.subList(40, 60)) {
      HttpResponse<String> answer =
          calls.post(
              "/v1/chat/completions", chat("help", question).replace("Help.", "Help a lot."));
      assertThat(isRecalled(answer)).isFalse();
    }
  }

  @Test
  void whatItKeptAndProvedOutlivesARestart() throws Exception {
    Iterator<String> questions = questions(5);
    prove("help", questions);
    JsonNode before = scope("help");
    server.close();
    open();
    int asked = models.asked().size();
    assertThat(firstRecalled(questions)).isPresent();
    assertThat(scope("help").path("scope")).isEqualTo(before.path("scope"));
    assertThat(scope("help").path("attempt").asInt()).isEqualTo(1);
    assertThat(models.asked().size()).isLessThan(asked + 60);
  }

  @Test
  void anAuditThatFailsTakesItsAnswersBack() throws Exception {
    Iterator<String> questions = questions(6);
    prove("help", questions);
    era = "Since today: ";
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (scope("help").path("attempt").asInt() == 1 && System.nanoTime() < end) {
      for (int i = 0; i < 30 && questions.hasNext(); i++) {
        ask("help", questions.next());
      }
      Thread.sleep(1_200);
      questions = questions.hasNext() ? questions : questions(7);
    }
    assertThat(scope("help").path("attempt").asInt()).isEqualTo(2);
    assertThat(scope("help").has("threshold")).isFalse();
    assertThat(said(ask("help", "Sir, how do I cancel my order?"))).startsWith("Since today");
  }

  @Test
  void aJudgeSaysWhetherOtherWordsWouldHaveDone() throws Exception {
    Iterator<String> questions = questions(8);
    prove("judged", questions);
    assertThat(models.asked().stream().filter(body -> body.contains("\"referee\""))).isNotEmpty();
    assertThat(scope("judged").path("k").asInt()).isZero();
  }

  @Test
  void aTraceThatIsDeletedIsNotAnsweredFromAnyMore() throws Exception {
    for (String question : List.of("How do I pay my invoice?", "How do I track my parcel?")) {
      ask("help", question);
    }
    HttpResponse<String> first = ask("help", "How do I close my account?");
    assertThat(header(ask("help", "How do I close my account?"), "x-asterism-policy"))
        .isEqualTo("direct: given again");
    calls.read("/admin/v1/loop");
    delete("/admin/v1/traces/" + header(first, "x-asterism-trace-id"));
    assertThat(header(ask("help", "How do I close my account?"), "x-asterism-policy"))
        .isEqualTo("direct: big");
  }

  private void delete(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                  .timeout(Duration.ofSeconds(20))
                  .DELETE()
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void questionsThatNameOtherNumbersAreNotAlike() {
    assertThat(
            IntStream.range(0, 3)
                .mapToObj(i -> dev.asterism.policy.Likeness.numbers("order 12 of " + i)))
        .doesNotHaveDuplicates();
  }
}
