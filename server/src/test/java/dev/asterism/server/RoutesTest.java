package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static dev.asterism.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Routes over HTTP, on simulated models: what they learn from traffic decides whom they ask.
@Timeout(120)
class RoutesTest {

  private static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        small: {input: 1, output: 1}
        odd: {input: 0.1, output: 0.1}
        big: {input: 10, cached-input: 0.01, output: 10}
        grown: {input: 5, output: 5}
        tiny: {input: 0.01, output: 0.01}
      models:
        small: {parameters-billion: 8, density: 1}
        grown: {parameters-billion: 8, density: 100}
        tiny: {parameters-billion: 0.08}
      policies:
        - {name: floor, kind: route, models: [odd, small, big], floor: 0.65, explore: 1}
        - {name: budget, kind: route, models: [odd, small, big], budget-usd: 0.0001, explore: 0}
        - {name: lambda, kind: route, models: [odd, small, big], lambda: 10000, explore: 0}
        - {name: hasty, kind: route, models: [small, lazy], floor: 0.99, explore: 1}
        - {name: broken, kind: route, models: [small, dead], default: dead, explore: 1}
        - {name: unprobed, kind: route, models: [small, big], floor: 0.5, explore: 0}
        - {name: newcomers, kind: route, models: [tiny, small, grown, big], floor: 0.8, explore: 0}
        - name: efforts
          kind: route
          models: [{model: small, effort: low}, {model: small, effort: high}, big]
          floor: 0.65
          explore: 1
      """;

  private static final List<String> WORDS =
      List.of("sum", "train", "apple", "river", "clock", "garden", "ticket", "window");

  @TempDir private Path data;
  @AutoClose private PolicyServer policies;

  @BeforeEach
  void start() throws Exception {
    policies = new PolicyServer(POLICIES, data);
  }

  private HttpResponse<String> ask(String policy, String question, String... headers)
      throws Exception {
    return policies.ask(policy, question, headers);
  }

  private String way(String policy, String question, String... headers) throws Exception {
    return header(ask(policy, question, headers), "x-asterism-policy");
  }

  private static String question(int place) {
    String words = WORDS.get(place % 8) + " " + WORDS.get(place / 8 % 8) + " " + place;
    return (place % 2 == 0 ? "easy " : "hard ") + words;
  }

  /// Every request is put to `big` and one other model as well.
  private void teach() throws Exception {
    for (int place = 0; place < 160; place++) {
      assertThat(ask("floor", question(place)).statusCode()).isEqualTo(200);
    }
    eventually(
        () -> assertThat(way("floor", "easy ticket river 7")).startsWith("route: small expected"));
  }

  @Test
  void theDefaultIsAskedUntilEnoughIsLearnt() throws Exception {
    assertThat(way("budget", "easy sum")).isEqualTo("route: big by default, too little is learnt");
  }

  @Test
  void whatWasLearntDecidesWhomToAskAndSurvivesARestart() throws Exception {
    teach();
    assertThat(way("floor", "easy apple clock 3"))
        .matches("route: small expected 0\\.[6789]. >= 0.65");
    assertThat(way("floor", "hard apple clock 3")).matches("route: big expected 1.00 >= 0.65");
    assertThat(way("budget", "hard apple clock 3")).startsWith("route: small expected 0.");
    assertThat(way("lambda", "easy garden 3")).startsWith("route: small expected 0.");
    assertThat(way("budget", "easy garden", "x-asterism-quality", "0.99"))
        .matches("route: big expected 1.00 >= 0.99");
    assertThat(way("floor", "hard garden", "x-asterism-max-cost-usd", "0.0001"))
        .matches("route: big left out over the budget, (small|odd) expected .*");
    policies.restart();
    eventually(() -> assertThat(way("budget", "easy apple 9")).startsWith("route: small expected"));
  }

  @Test
  void aModelThatWasNeverAskedIsThoughtToBeAsGoodAsItsSizeBesideTheOthers() throws Exception {
    teach();
    assertThat(way("newcomers", "easy apple clock 3", "x-asterism-quality", "0.95"))
        .matches("route: grown expected (0\\.9[5-9]|1\\.00) >= 0.95");
    assertThat(way("newcomers", "easy apple clock 3", "x-asterism-max-cost-usd", "0.00001"))
        .matches(".*, tiny expected 0\\.[1-7]., none in time reaches 0.80");
  }

  /// {@return what the policy says of the second turn of a conversation that `big` began}
  ///
  /// @param began the session of the first turn
  /// @param goesOn the session of the second
  /// @param length characters of its first message
  private String secondTurn(String began, String goesOn, int length) throws Exception {
    String first = ("easy apple clock " + "apple clock ".repeat(length / 12)).strip();
    assertThat(way("floor", first, "x-asterism-quality", "0.99", "x-asterism-session", began))
        .matches("route: big .*expected 1.00 >= 0.99");
    return header(
        policies
            .calls()
            .post(
                "/v1/chat/completions",
                """
                {"model":"asterism/floor","temperature":0,"messages":[{"role":"user","content":"%s"},
                {"role":"assistant","content":"x"},{"role":"user","content":"easy apple clock 3"}]}
                """
                    .formatted(first),
                "x-asterism-session",
                goesOn),
        "x-asterism-policy");
  }

  @Test
  void aConversationStaysWithItsModelWhereItsPromptCacheOutweighsTheOthersPrice() throws Exception {
    teach();
    assertThat(secondTurn("long", "long", 12_000))
        .matches("route: big stays, expected 1.00 >= 0.65");
    assertThat(secondTurn("long", "another", 12_000)).matches("route: small expected 0.* >= 0.65");
    assertThat(secondTurn("short", "short", 12))
        .matches("route: small expected 0.* >= 0.65, moved from big");
  }

  @Test
  void feedbackOnAModelThatAClientNamedIsLearntFromToo() throws Exception {
    // Now something is known of how much `big` writes, and nothing of `small`.
    ask("unprobed", "easy garden 3");
    for (int place = 0; place < 120; place++) {
      String body =
          "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
              .formatted(question(place));
      HttpResponse<String> answer =
          policies.calls().post("/v1/chat/completions", body, "x-asterism-task", "numbers");
      String feedback =
          "{\"trace_id\":\"%s\",\"answer\":\"42\"}"
              .formatted(header(answer, "x-asterism-trace-id"));
      eventually(() ->
          assertThat(policies.calls().post("/v1/feedback", feedback).statusCode()).isEqualTo(200));
    }
    eventually(() ->
        assertThat(way("unprobed", "easy garden 3"))
            .matches("route: small expected 0\\.[5-9]. >= 0.50"));
    assertThat(way("unprobed", "hard garden 3")).startsWith("route: big expected 1.00");
  }

  @Test
  void aModelToldToThinkHarderIsLearntAboutByItself() throws Exception {
    for (int place = 0; place < 80; place++) {
      assertThat(ask("efforts", question(place)).statusCode()).isEqualTo(200);
    }
    eventually(() ->
        assertThat(way("efforts", "easy ticket river 7"))
            .matches("route: small \\((low|high)\\) expected 0\\.[6789]. >= 0.65"));
    assertThat(way("efforts", "hard ticket river 7")).startsWith("route: big expected 1.00");
  }

  @Test
  void aProbeIsATraceOfItsOwnWithWhatWasComparedAndWhatItCost() throws Exception {
    String id = header(ask("floor", "easy sum"), "x-asterism-trace-id");
    eventually(() -> {
      JsonNode traces = policies.calls().read("/admin/v1/traces?limit=10").path("traces");
      JsonNode probe = Calls.json("{}");
      for (JsonNode trace : traces) {
        probe = trace.path("kind").asString("").equals("probe") ? trace : probe;
      }
      JsonNode whole = policies.calls().read("/admin/v1/traces/" + probe.path("id").asString(""));
      assertThat(whole.path("parent").asString("")).isEqualTo(id);
      assertThat(whole.path("calls").size()).isEqualTo(2);
      assertThat(whole.at("/calls/0/model").asString("")).isEqualTo("big");
      assertThat(whole.at("/calls/1/outcome").asString("")).isIn("the same", "another");
    });
  }

  @Test
  void whoIsMeasuredToBeTooSlowIsLeftOutWhileAnotherCanBeAsked() throws Exception {
    for (int place = 0; place < 25; place++) {
      ask("hasty", question(place));
    }
    eventually(() ->
        assertThat(way("hasty", "hard clock")).isEqualTo("route: lazy expected 1.00 >= 0.99"));
    HttpResponse<String> answer = ask("hasty", "hard clock", "x-asterism-max-latency-ms", "200");
    assertThat(header(answer, "x-asterism-policy"))
        .matches(
            "route: lazy left out as too slow, small expected 0.[0-9]+, none in time reaches 0.99");
  }

  @Test
  void aModelThatFailsIsFollowedByAnother() throws Exception {
    HttpResponse<String> answer = ask("broken", "easy sum");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("route: dead by default, too little is learnt, dead refused (400), small");
  }
}
