package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Policies over HTTP, on a constellation of simulated models: each has a skill, a certainty and a
/// fault by its name.
@Timeout(60)
class NamedPoliciesTest {

  private static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        small: {input: 1, output: 1}
        other: {input: 1, output: 1}
        big: {input: 10, output: 10}
      policies:
        - {name: steps, models: [small, big], threshold: 0.63, cache: exact}
        - {name: dead-boss, models: [small, dead], threshold: 0.63}
        - {name: dead-start, models: [dead, nonsense, big], threshold: 0.63}
        - {name: judged, models: [small, big], judge: verdict, judge-model: nonsense}
        - {name: votes, kind: swarm, models: [small, other, slow], boss: big}
        - {name: split, kind: swarm, models: [small, odd], boss: big}
        - {name: tie, kind: swarm, models: [small, odd], boss: dead}
        - name: thinking
          models: [{model: small, effort: low}, {model: small, effort: high}, big]
          threshold: 0.63
        - {name: samples, kind: swarm, models: [{model: small, samples: 3}, odd], needed: 3}
        - {name: agreeing, models: [small, big], judge: agreement, samples: 3, threshold: 0.6}
        - {name: stubborn, models: [slow, big], judge: agreement, samples: 2, patience-seconds: 1}
        - {name: merged, kind: swarm, models: [small, odd, nonsense], boss: big, combine: merge}
        - {name: hasty, kind: failover, models: [slow, big], patience-seconds: 1}
        - {name: late, models: [slow, slow2], threshold: 0.63}
        - {name: spent, kind: swarm, models: [dead, nonsense], boss: dead}
        - {name: judges, models: [small, big], judge: verdict, judge-model: lazy}
        - {name: one, kind: failover, models: [dead, big]}
      """;

  @TempDir private Path data;
  @AutoClose private PolicyServer policies;
  @AutoClose private OpenAIClient client;

  @BeforeEach
  void start() throws Exception {
    policies = new PolicyServer(POLICIES, data);
    client =
        OpenAIOkHttpClient.builder()
            .apiKey("unused")
            .maxRetries(0)
            .timeout(Duration.ofSeconds(20))
            .baseUrl(policies.root() + "/v1")
            .build();
  }

  private HttpResponse<String> ask(String policy, String question, String... headers)
      throws Exception {
    return policies.ask(policy, question, headers);
  }

  private static String said(HttpResponse<String> answer) {
    return Calls.json(answer.body()).at("/choices/0/message/content").asString("");
  }

  @Test
  void aCascadeGivesTheCheapAnswerThatIsSureEnough() throws Exception {
    HttpResponse<String> answer = ask("steps", "easy");
    assertThat(said(answer)).isEqualTo("42");
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("cascade: small accepted 0.90");
    assertThat(header(answer, "x-asterism-model")).isEqualTo("small");
    assertThat(Calls.json(answer.body()).at("/choices/0/logprobs").isNull()).isTrue();
    assertThat(policies.models().asked()).containsExactly("small");
  }

  @Test
  void aCascadeGoesOnWhereTheCheapAnswerIsUnsureAndBooksBoth() throws Exception {
    HttpResponse<String> answer = ask("steps", "hard");
    assertThat(said(answer)).isEqualTo("42");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("cascade: small rejected 0.37 < 0.63, big accepted");
    assertThat(header(answer, "x-asterism-cost-usd")).isEqualTo("0.011110000");
    assertThat(header(answer, "x-asterism-saved-usd")).isEqualTo("-0.001010000");
    JsonNode trace = policies.trace(answer);
    assertThat(trace.path("policy").asString("")).isEqualTo("cascade");
    assertThat(trace.path("calls").size()).isEqualTo(2);
    assertThat(trace.at("/calls/0/outcome").asString("")).isEqualTo("rejected 0.37 < 0.63");
    assertThat(trace.path("cost_usd").asDouble()).isEqualTo(0.01111);
  }

  @Test
  void aDemandedQualityTakesTheThresholdsPlace() throws Exception {
    HttpResponse<String> answer = ask("steps", "easy", "x-asterism-quality", "0.95");
    assertThat(header(answer, "x-asterism-model")).isEqualTo("big");
  }

  @Test
  void aDemandThatCannotBeReadIsRefusedByItsName() throws Exception {
    HttpResponse<String> answer = ask("steps", "easy", "x-asterism-quality", "high");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Calls.json(answer.body()).at("/error/param").asString(""))
        .isEqualTo("x-asterism-quality");
  }

  @Test
  void whatIsOverTheBudgetIsLeftOut() throws Exception {
    HttpResponse<String> answer = ask("steps", "hard", "x-asterism-max-cost-usd", "0.0015");
    assertThat(said(answer)).isEqualTo("41");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo(
            "cascade: big left out over the budget, small rejected 0.37 < 0.63, small given all the"
                + " same");
  }

  @Test
  void onlyTheAcceptedStepIsStreamed() {
    for (String question : List.of("easy", "hard")) {
      ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
      try (StreamResponse<ChatCompletionChunk> stream =
          client
              .chat()
              .completions()
              .createStreaming(
                  ChatCompletionCreateParams.builder()
                      .model("asterism/auto")
                      .addUserMessage(question)
                      .build())) {
        stream.stream().map(ChatCompletionChunk::validate).forEach(all::accumulate);
      }
      assertThat(all.chatCompletion().choices().getFirst().message().content()).contains("42");
    }
    assertThat(policies.models().asked()).containsExactly("small", "small", "big");
  }

  @Test
  void aDeadBossLeavesTheAnswerAtHand() throws Exception {
    HttpResponse<String> answer = ask("dead-boss", "hard");
    assertThat(said(answer)).isEqualTo("41");
    assertThat(header(answer, "x-asterism-policy"))
        .endsWith("dead refused (400), small given all the same");
  }

  @Test
  void deadAndSenselessModelsAreStepsThatFailed() throws Exception {
    HttpResponse<String> answer = ask("dead-start", "hard");
    assertThat(said(answer)).isEqualTo("42");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("cascade: dead refused (400), nonsense answered nonsense, big accepted");
  }

  @Test
  void aJudgeThatTalksNonsenseAcceptsNothing() throws Exception {
    HttpResponse<String> answer = ask("judged", "easy");
    assertThat(header(answer, "x-asterism-model")).isEqualTo("big");
    assertThat(header(answer, "x-asterism-policy")).contains("nonsense gave no verdict");
  }

  @Test
  void aSettledVoteCancelsWhoHasNotVoted() throws Exception {
    HttpResponse<String> answer = ask("votes", "easy, after slow");
    assertThat(said(answer)).isEqualTo("42");
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("swarm: 2 of 3 agreed");
    assertThat(policies.models().cancelled().await(5, TimeUnit.SECONDS)).isTrue();
    JsonNode trace = policies.trace(answer);
    assertThat(trace.path("calls").toString()).contains("cancelled");
    assertThat(policies.models().asked()).doesNotContain("big");
  }

  @Test
  void aVoteThatIsSplitGoesToTheBoss() throws Exception {
    HttpResponse<String> answer = ask("split", "hard");
    assertThat(said(answer)).isEqualTo("42");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("swarm: no agreement (1:1), big decided");
  }

  @Test
  void aTieWithoutABossGivesALeadingAnswerAndSaysSo() throws Exception {
    HttpResponse<String> answer = ask("tie", "hard");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-asterism-policy"))
        .endsWith("dead refused (400), the leading answer given all the same");
  }

  @Test
  void oneModelIsTwoMembersWhereItIsToldToThinkHarder() throws Exception {
    HttpResponse<String> answer = ask("thinking", "hard");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo(
            "cascade: small (low) rejected 0.37 < 0.63, small (high) rejected 0.37 < 0.63, big"
                + " accepted");
    assertThat(policies.models().bodies().get(0)).contains("\"reasoning_effort\":\"low\"");
    assertThat(policies.models().bodies().get(1)).contains("\"reasoning_effort\":\"high\"");
    assertThat(policies.models().bodies().get(2)).doesNotContain("reasoning_effort");
    JsonNode trace = policies.trace(answer);
    assertThat(trace.at("/calls/0/model").asString("")).isEqualTo("small (low)");
    assertThat(trace.at("/calls/0/cost_usd").asDouble(0)).isEqualTo(0.00101);
    assertThat(trace.at("/calls/0/usage/reasoning_tokens").asLong(0)).isEqualTo(4);
    assertThat(header(ask("thinking", "easy"), "x-asterism-model")).isEqualTo("small");
  }

  @Test
  void aMemberCanBeSampledMoreOftenThanOthers() throws Exception {
    assertThat(header(ask("samples", "easy"), "x-asterism-policy"))
        .isEqualTo("swarm: 3 of 4 agreed");
    assertThat(
            policies.models().bodies().stream().filter(body -> body.contains("\"temperature\":1")))
        .hasSize(2);
  }

  @Test
  void aModelThatAgreesWithItselfIsAcceptedAsSoonAsTheShareIsReached() throws Exception {
    HttpResponse<String> answer = ask("agreeing", "hard");
    assertThat(said(answer)).isEqualTo("41");
    assertThat(header(answer, "x-asterism-policy")).startsWith("cascade: small accepted ");
    assertThat(policies.models().asked()).containsOnly("small");
  }

  @Test
  void aModelTooSlowToBeSampledIsAStepThatFailed() throws Exception {
    HttpResponse<String> answer = ask("stubborn", "hard");
    assertThat(said(answer)).isEqualTo("42");
    assertThat(header(answer, "x-asterism-policy"))
        .contains("slow failed (")
        .endsWith("big accepted");
  }

  @Test
  void whoMergesIsToldAllDraftsButNotWhatWasNone() throws Exception {
    HttpResponse<String> answer = ask("merged", "hard");
    assertThat(said(answer)).isEqualTo("42");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("swarm: nonsense answered nonsense, 2 drafts, big merged");
    assertThat(policies.models().bodies().getLast())
        .contains("<draft>\\n41\\n</draft>", "<draft>\\nodd\\n</draft>");
  }

  @Test
  void whoIsSlowIsFollowedByTheNext() throws Exception {
    HttpResponse<String> answer = ask("hasty", "hard");
    assertThat(header(answer, "x-asterism-policy"))
        .startsWith("failover: slow failed (")
        .endsWith("big");
  }

  @Test
  void nobodyIsWaitedForLongerThanTheClientCanWait() throws Exception {
    long begun = System.nanoTime();
    HttpResponse<String> answer = ask("late", "hard", "x-asterism-max-latency-ms", "400");
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(policies.models().cancelled().await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSwarmOfWhichNobodyAnswersSaysWhatTheLastOneSaid() throws Exception {
    HttpResponse<String> answer = ask("spent", "hard");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(header(answer, "x-asterism-policy")).contains("no votes", "dead refused (400)");
  }

  @Test
  void aJudgesVerdictAcceptsOrRejects() throws Exception {
    HttpResponse<String> answer = ask("judges", "hard");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("cascade: small rejected 0.42 < 0.80, big accepted");
  }

  @Test
  void aFailoverAsksTheNextWhereTheFirstFails() throws Exception {
    HttpResponse<String> answer = ask("one", "hard");
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("failover: dead refused (400), big");
  }

  @Test
  void theSameRequestIsAnsweredFromTheCacheUnlessItsClientForbidsIt() throws Exception {
    ask("steps", "easy");
    HttpResponse<String> again = ask("steps", "easy");
    assertThat(header(again, "x-asterism-policy")).isEqualTo("cascade: given again");
    assertThat(header(again, "x-asterism-cost-usd")).isEqualTo("0.000000000");
    assertThat(policies.models().asked()).hasSize(1);
    ask("steps", "easy", "cache-control", "no-store");
    ask("steps", "easy", "authorization", "Bearer another");
    assertThat(policies.models().asked()).hasSize(3);
  }

  @Test
  void policiesAreListedAndUnknownOnesAreNotFound() throws Exception {
    assertThat(client.models().retrieve("asterism/votes").id()).isEqualTo("asterism/votes");
    HttpResponse<String> answer = ask("nobody", "hard");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("asterism/auto, asterism/steps");
  }

  @Test
  void aPolicyThatMakesNoSenseIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() ->
            ConfigFile.parse(
                "a.yaml",
                "policies:\n  - name: x\n    kind: swarm\n    models: [a, b]\n    combine: merge\n",
                Map.of()))
        .hasMessage("a.yaml:5: policies.0.combine: somebody must merge: give a boss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          models: [a, b], eps: 0.05, threshold: 0.8 | threshold: with 'eps' the threshold is proved, not set
          models: [a, b], delta: 0.05 | delta: only a threshold that is proved has one
          models: [a, b], proof-judge-model: c | proof-judge-model: only a threshold that is proved has one
          models: [a, b, c], eps: 0.05 | eps: a threshold is proved of two models, one beside the other
          models: [a, b], eps: 0.05, cache: semantic | cache: a semantic one and a threshold that is proved
          """)
  void aThresholdThatIsProvedIsOfTwoModelsAndStandsAlone(String policy, String why) {
    assertRefused(policy, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          models: [a, b], lambda: 40 | lambda: what others would say is known to a judge that learns alone
          models: [a, b], judge: learnt, lambda: 40, threshold: 0.8 | lambda: expected it without 'threshold'
          models: [a, b], judge: learnt, lambda: 40, eps: 0.05 | lambda: expected it without 'eps'
          models: [a], judge: learnt | judge: there is nothing to learn of one model: name two or more
          models: [a, b], judge: learnt, explore: 2 | explore: expected
          models: [a, b], judge: form, explore: 0.1 | explore
          models: [a, b], judge: learnt, judge-model: asterism/x | judge-model: 'asterism/x' is not the name of a model
          models: [a, b], judge: verdict, judge-model: asterism/x | judge-model: 'asterism/x' is not the name of a model
          kind: route, models: [a, b], judge-model: asterism/x | judge-model: 'asterism/x' is not the name of a model
          """)
  void aJudgeThatLearnsHasOthersToLearnOfAndOneRuleToStopBy(String policy, String why) {
    assertRefused(policy, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          models: [gpt-4o-mini, b], judge: learnt, lambda: 40 | sets quality against dollars (lambda), and no price is known of 'b'
          kind: route, models: [{model: a, effort: low}, gpt-4o], lambda: 40 | (lambda), and no price is known of 'a': give it one
          kind: route, models: [a, gpt-4o], budget-usd: 0.1 | (budget-usd), and no price is known of 'a': give it one
          """)
  void whoWeighsMoneyKnowsWhatEachModelCosts(String policy, String why) {
    assertRefused(policy, why);
    String priced =
        "prices: {a: {}, b: {}}\npolicies:\n  - {name: x, kind: cascade, %s}\n"
            .formatted(policy)
            .replace("kind: cascade, kind: route", "kind: route");
    assertThat(ConfigFile.parse("a.yaml", priced, Map.of()).policies()).hasSize(1);
  }

  private static void assertRefused(String policy, String why) {
    assertThatThrownBy(() ->
            ConfigFile.parse(
                "a.yaml",
                "policies:\n  - {name: x, kind: cascade, %s}\n".formatted(policy),
                Map.of()))
        .hasMessageContaining(why);
  }
}
