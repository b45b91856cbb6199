package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static dev.asterism.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Cascades over HTTP whose judge has learnt from probes, on models that know topics.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LearntCascadesTest {

  private static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        small: {input: 3, output: 3}
        mute: {input: 3, output: 3}
        deaf: {input: 3, output: 3}
        middle: {input: 5, output: 5}
        big: {input: 10, output: 10}
        poet: {input: 10, output: 10}
        referee: {input: 1, output: 1}
      policies:
        - {name: taught, kind: cascade, models: [small, middle, big], judge: learnt, lambda: 1500, explore: 1}
        - {name: thrifty, kind: cascade, models: [small, middle, big], judge: learnt, lambda: 1500, explore: 0}
        - {name: daring, kind: cascade, models: [small, middle, big], judge: learnt, lambda: 2200, explore: 0}
        - {name: sure, kind: cascade, models: [small, middle, big], judge: learnt, threshold: 0.8, explore: 0}
        - {name: proved, kind: cascade, models: [small, big], judge: learnt, eps: 0.2, delta: 0.3, explore: 0}
        - {name: silent, kind: cascade, models: [mute, deaf, big], judge: learnt, lambda: 1500, explore: 1}
        - {name: hushed, kind: cascade, models: [mute, deaf, big], judge: learnt, lambda: 1500, explore: 0}
        - {name: wordy, kind: cascade, models: [small, poet], judge: learnt, lambda: 1500, explore: 1,
           judge-model: referee}
        - {name: unjudged, kind: cascade, models: [small, {model: big, effort: high}], judge: learnt,
           lambda: 1500, explore: 1, judge-model: referee}
        - {name: trusting, kind: cascade, models: [small, middle, big], judge: confidence, threshold: 0.9}
        - {name: wary, kind: cascade, models: [small, middle, big], judge: confidence, threshold: 1}
      """;

  private static final List<String> WORDS =
      List.of("crate", "market", "winter", "river", "clock", "garden", "ticket", "window");

  private TopicModels models;
  private PolicyServer policies;

  @BeforeAll
  void teachAll(@TempDir Path data) throws Exception {
    models = new TopicModels();
    policies = new PolicyServer(POLICIES, models.url(), data);
    teach(policies, "taught", 110);
    eventually(() ->
        assertThat(way("thrifty", fruit(1_000)))
            .isEqualTo("cascade: small judged high, worth more than asking on"));
  }

  @AfterEach
  void allAnswerAgain() {
    models.down().clear();
  }

  @AfterAll
  void stop() {
    policies.close();
    models.close();
  }

  private static void teach(PolicyServer server, String policy, int questions) throws Exception {
    for (int place = 0; place < questions; place++) {
      String question = place % 2 == 0 ? fruit(place) : metal(place);
      assertThat(server.ask(policy, question).statusCode()).isEqualTo(200);
    }
  }

  private static String fruit(int place) {
    return "ripe fruit of the orchard: " + words(place);
  }

  private static String metal(int place) {
    return "cast metal from a foundry: " + words(place);
  }

  private static String words(int place) {
    return "%s %s item %d".formatted(WORDS.get(place % 8), WORDS.get(place / 8 % 8), place);
  }

  private String way(String policy, String question, String... headers) throws Exception {
    return way(policies, policy, question, headers);
  }

  /// {@return what became of a question, judgements being `high` or `low`}
  private static String way(PolicyServer server, String policy, String question, String... headers)
      throws Exception {
    return header(server.ask(policy, question, headers), "x-asterism-policy")
        .replaceAll("(judged|accepted|rejected) (1\\.00|0\\.9[0-9])", "$1 high")
        .replaceAll("(judged|accepted|rejected) 0\\.[0-2][0-9]", "$1 low");
  }

  private OpenAIClient client() {
    return OpenAIOkHttpClient.builder()
        .apiKey("unused")
        .baseUrl(policies.root() + "/v1")
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private static ChatCompletionCreateParams asking(String policy, String question) {
    return ChatCompletionCreateParams.builder()
        .model("asterism/" + policy)
        .addUserMessage(question)
        .build();
  }

  private static String content(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElse("");
  }

  /// What a policy did with questions of both topics.
  ///
  /// @param right how many it answered rightly
  private record Tally(int right, double dollars, List<String> asked) {}

  private Tally tally(String policy, int questions) throws Exception {
    int right = 0;
    double dollars = 0;
    List<String> asked = new ArrayList<>();
    for (int place = 500; place < 500 + questions; place++) {
      HttpResponse<String> answer =
          policies.ask(policy, place % 2 == 0 ? fruit(place) : metal(place));
      String said = Calls.json(answer.body()).at("/choices/0/message/content").asString("");
      right += said.equals(Integer.toString(place)) ? 1 : 0;
      JsonNode trace = policies.trace(answer);
      dollars += trace.path("cost_usd").asDouble();
      trace.path("calls").forEach(call -> asked.add(call.path("model").asString("")));
    }
    return new Tally(right, dollars, asked);
  }

  @Test
  void untilEnoughIsLearntTheLastModelAnswers(@TempDir Path other) throws Exception {
    try (PolicyServer fresh = new PolicyServer(POLICIES, models.url(), other)) {
      for (String policy : List.of("thrifty", "sure", "proved")) {
        assertThat(way(fresh, policy, fruit(1)))
            .isEqualTo("cascade: big by default, too little is learnt");
      }
      models.down().add("big");
      assertThat(way(fresh, "thrifty", fruit(1)))
          .isEqualTo(
              "cascade: big refused (403), small rejected (not judged: too little is learnt),"
                  + " middle rejected (not judged: too little is learnt), small given all the"
                  + " same");
    }
  }

  @Test
  void eachQuestionIsPutToWhoIsWorthAskingAboutIt() {
    OpenAIClient client = client();
    try {
      ChatCompletion easy =
          client.chat().completions().create(asking("thrifty", fruit(2_001))).validate();
      assertThat(content(easy)).isEqualTo("2001");
      assertThat(easy.model()).isEqualTo("small");
      ChatCompletion hard =
          client.chat().completions().create(asking("thrifty", metal(2_002))).validate();
      assertThat(content(hard)).isEqualTo("2002");
      assertThat(hard.model()).isEqualTo("big");
      ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
      try (StreamResponse<ChatCompletionChunk> stream =
          client.chat().completions().createStreaming(asking("thrifty", fruit(2_003)))) {
        stream.stream().map(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
      }
      assertThat(content(accumulator.chatCompletion())).isEqualTo("2003");
    } finally {
      client.close();
    }
  }

  @Test
  void whoDoesNotPayIsSkippedAndNothingIsBookedForIt() throws Exception {
    HttpResponse<String> answer = policies.ask("thrifty", metal(2_004));
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("cascade: small skipped, middle skipped, big accepted");
    JsonNode trace = policies.trace(answer);
    assertThat(trace.path("calls").size()).isEqualTo(1);
    assertThat(trace.path("cost_usd").asDouble()).isEqualTo(0.0003);
  }

  @Test
  void itSavesWhatAModelsOwnConfidenceCannotAndIsRightAsOften() throws Exception {
    Tally learnt = tally("thrifty", 20);
    Tally wary = tally("wary", 20);
    assertThat(learnt.right()).isEqualTo(20);
    assertThat(wary.right()).isEqualTo(20);
    assertThat(tally("trusting", 20).right()).isLessThan(19);
    assertThat(learnt.asked()).doesNotContain("middle").hasSizeLessThan(24);
    assertThat(learnt.dollars()).isLessThan(wary.dollars() / 2);
  }

  @Test
  void withAThresholdTheyAreAskedInTheirOrder() throws Exception {
    assertThat(way("sure", fruit(2_005))).isEqualTo("cascade: small accepted high");
    assertThat(way("sure", metal(2_006)))
        .isEqualTo("cascade: small rejected low < 0.80, middle rejected low < 0.80, big accepted");
    assertThat(way("thrifty", fruit(2_007), "x-asterism-quality", "0.7"))
        .isEqualTo("cascade: small accepted high");
    assertThat(way("thrifty", fruit(2_007), "x-asterism-quality", "1"))
        .startsWith("cascade: small rejected high < 1.00, middle rejected low < 1.00");
  }

  @Test
  void moneyLimitsWhoIsAsked() throws Exception {
    assertThat(way("thrifty", metal(2_008), "x-asterism-max-cost-usd", "0.00012"))
        .startsWith("cascade: big left out over the budget, small judged low");
  }

  @Test
  void whoeverFailsIsFollowedByWhoIsMostWorthAskingThen() throws Exception {
    models.down().add("small");
    assertThat(way("thrifty", fruit(2_009)))
        .isEqualTo("cascade: small refused (403), middle skipped, big accepted");
    models.down().add("big");
    assertThat(way("thrifty", metal(2_010)))
        .isEqualTo(
            "cascade: small skipped, middle skipped, big refused (403), small refused (403), middle"
                + " judged low, middle given all the same");
    models.down().add("middle");
    assertThat(policies.ask("thrifty", metal(2_011)).statusCode()).isEqualTo(403);
    models.down().clear();
    models.down().add("big");
    assertThat(way("sure", metal(2_012)))
        .isEqualTo(
            "cascade: small rejected low < 0.80, middle rejected low < 0.80, big refused (403),"
                + " small given all the same");
  }

  @Test
  void clientsOfAnotherFormAreJudgedForToo() throws Exception {
    String body =
        "{\"model\":\"asterism/thrifty\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(fruit(2_013));
    HttpResponse<String> answer = policies.calls().post("/v1/messages", body);
    assertThat(Calls.json(answer.body()).at("/content/0/text").asString("")).isEqualTo("2013");
    assertThat(header(answer, "x-asterism-policy"))
        .matches("cascade: small judged (0\\.9.|1\\.00), worth more than asking on");
  }

  @Test
  void whatWasLearntIsTheSameAfterARestart() throws Exception {
    policies.restart();
    eventually(() ->
        assertThat(way("thrifty", fruit(2_014)))
            .isEqualTo("cascade: small judged high, worth more than asking on"));
    assertThat(way("thrifty", metal(2_015)))
        .isEqualTo("cascade: small skipped, middle skipped, big accepted");
  }

  @Test
  void whatWasLearntOfEachMemberIsTold() throws Exception {
    JsonNode taught = Calls.json("{}");
    for (JsonNode policy : policies.calls().read("/admin/v1/policies").path("policies")) {
      taught = policy.path("name").asString("").equals("taught") ? policy : taught;
    }
    JsonNode small = taught.at("/learnt_judge/0");
    assertThat(small.path("model").asString("")).isEqualTo("small");
    assertThat(small.path("probes").asInt()).isGreaterThanOrEqualTo(100);
    assertThat(small.path("told_apart").asDouble()).isGreaterThan(0.95);
    assertThat(taught.at("/learnt_judge/1").has("told_apart")).isFalse();
    assertThat(policies.told("policies"))
        .containsPattern("taught +small +1[0-9]+ +[0-9]+ +(9[0-9.]+|100[.]0)%")
        .containsPattern("taught +middle +1[0-9]+ +0 +-");
  }

  @Test
  void aThresholdIsProvedOfAJudgeThatLearnsNoMore() throws Exception {
    for (int round = 0; round < 15 && !kept(); round++) {
      for (int place = 0; place < 20; place++) {
        assertThat(policies.ask("proved", fruit(3_000 + place)).statusCode()).isEqualTo(200);
      }
      Thread.sleep(300);
    }
    assertThat(kept()).isTrue();
    assertThat(way("proved", metal(3_100)))
        .matches("cascade: small (rejected low < 0\\.[5-9].|judged low), big accepted");
  }

  @Test
  void whatIsBeingProvedStaysSoWhenMoreOrLessIsExplored(@TempDir Path other) throws Exception {
    String exploring = POLICIES.replace("delta: 0.3, explore: 0}", "delta: 0.3, explore: 1}");
    try (PolicyServer server = new PolicyServer(exploring, models.url(), other)) {
      teach(server, "proved", 104);
      eventually(() ->
          assertThat(way(server, "proved", fruit(7_000)))
              .isEqualTo("cascade: small judged high, big accepted"));
    }
    try (PolicyServer server = new PolicyServer(POLICIES, models.url(), other)) {
      eventually(() ->
          assertThat(way(server, "proved", fruit(7_001)))
              .isEqualTo("cascade: small judged high, big accepted"));
      eventually(() -> {
        for (JsonNode policy : server.calls().read("/admin/v1/policies").path("policies")) {
          if (policy.path("name").asString("").equals("proved")) {
            assertThat(policy.path("proved_threshold_scopes").asInt()).isOne();
            assertThat(policy.at("/proved_threshold/0/compared").asInt()).isGreaterThan(1);
          }
        }
      });
    }
  }

  /// A share of the requests is audited.
  private boolean kept() throws Exception {
    for (int place = 0; place < 10; place++) {
      if (way("proved", fruit(3_200 + place)).equals("cascade: small accepted high")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void whoDoesNotTellHowSureItIsIsJudgedByTheRest() throws Exception {
    teach(policies, "silent", 54);
    eventually(() ->
        assertThat(way("hushed", fruit(4_000)))
            .isEqualTo("cascade: mute judged high, worth more than asking on"));
    models.down().add("mute");
    assertThat(way("hushed", fruit(4_001)))
        .isEqualTo("cascade: mute refused (403), deaf judged high, worth more than asking on");
    assertThat(models.asked().stream().filter(body -> body.contains("item 4001")))
        .hasSize(2)
        .noneMatch(body -> body.contains("logprobs"));
  }

  @Test
  void whereNobodySaysItInTheSameWordsAModelTellsWhatIsAsGood() throws Exception {
    teach(policies, "wordy", 56);
    eventually(() ->
        assertThat(way("wordy", fruit(5_000)))
            .isEqualTo("cascade: small judged high, worth more than asking on"));
    assertThat(way("wordy", metal(5_001))).isEqualTo("cascade: small skipped, poet accepted");
  }

  @Test
  void aDraftOfWhichTheJudgeOfProbesSaysNothingIsNotTakenForGood() throws Exception {
    models.down().add("referee");
    teach(policies, "unjudged", 56);
    eventually(() ->
        assertThat(way("unjudged", fruit(5_100)))
            .isEqualTo("cascade: small judged high, worth more than asking on"));
    assertThat(way("unjudged", metal(5_101)))
        .isEqualTo("cascade: small skipped, big (high) accepted");
  }

  @Test
  void whoWasSkippedComesBackWhenItGetsBetter(@TempDir Path other) throws Exception {
    try (TopicModels changing = new TopicModels();
        PolicyServer server = new PolicyServer(POLICIES, changing.url(), other)) {
      teach(server, "taught", 60);
      eventually(() ->
          assertThat(way(server, "daring", metal(6_000)))
              .isEqualTo("cascade: small skipped, middle skipped, big accepted"));
      changing.grow();
      teach(server, "taught", 80);
      eventually(() ->
          assertThat(way(server, "daring", metal(6_001))).startsWith("cascade: small judged 0."));
    }
  }
}
