package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.asterism.tool.SmallMcpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Plans over HTTP, by OpenAI's own client, on a team of simulated models and tools.
@Timeout(60)
class PlansTest {

  private static final String CONFIG =
      """
      providers:
        - {name: simulated, base-url: "URL/v1"}
      prices:
        small: {input: 1, output: 1}
        clerk: {input: 1, output: 1}
        adder: {input: 1, output: 1}
        big: {input: 10, output: 10}
      tools:
        - {name: rate, url: "URL/rate", TOOL}
        - {name: stuck, url: "URL/stuck", TOOL}
        - {name: flood, url: "URL/flood", TOOL}
        - {name: elsewhere, url: "URL/elsewhere", TOOL}
        - {name: market, mcp: {url: "MCP/events", private: true}, allow: [rate]}
        - {name: gone, mcp: {command: [/there/is/no/such/program]}, allow: [rate]}
      specialists:
        - {name: rates, model: clerk, tools: [rate], instructions: Look rates up., RATE}
        - name: sums
          description: adds two numbers
          model: adder
          inputs: {first: {type: number}, second: {type: number}}
          answer: {type: object, properties: {sum: {type: number}}, required: [sum]}
        - {name: twins, model: twin, RATE}
        - {name: dead-rates, model: dead, RATE}
        - {name: rambling-rates, model: rambling, RATE}
        - {name: hanging-rates, model: hanging, RATE}
        - {name: impatient-rates, model: hanging, max-seconds: 1, RATE}
        - {name: stuck-rates, model: clerk, tools: [stuck], RATE}
        - {name: flooded-rates, model: clerk, tools: [flood], RATE}
        - {name: sent-rates, model: clerk, tools: [elsewhere], RATE}
        - {name: market-rates, model: clerk, tools: [market], RATE}
        - {name: gone-rates, model: clerk, tools: [gone], RATE}
        - {name: spare-rates, model: asterism/spare, RATE}
        - {name: patient-rates, model: asterism/patient, RATE}
        - {name: planned-rates, model: asterism/lookup, RATE}
        - {name: insistent-rates, model: insistent, tools: [rate], max-tool-calls: 2, RATE}
        - {name: confused-rates, model: confused, tools: [rate], RATE}
      policies:
        - {name: money, kind: plan, planner: small, boss: big, specialists: [rates, sums]}
        - {name: spare, kind: failover, models: [dead, clerk]}
        - {name: patient, kind: failover, models: [hanging, clerk]}
        - {name: lookup, kind: plan, planner: idle, boss: clerk, specialists: [rates]}
        - {name: planned, kind: plan, planner: small, boss: big, specialists: [planned-rates, sums]}
        - {name: late-policy, kind: plan, planner: small, boss: big, specialists: [patient-rates, sums], max-seconds: 3}
        - {name: insistent, kind: plan, planner: small, boss: big, specialists: [insistent-rates, rates, sums]}
        - {name: confused, kind: plan, planner: small, boss: big, specialists: [confused-rates, sums]}
        - {name: hanging-boss, kind: plan, planner: small, boss: hanging, specialists: [rates, sums], patience-seconds: 3}
        - {name: void-boss, kind: plan, planner: small, boss: void, specialists: [rates, sums]}
        - {name: all-dead, kind: plan, planner: dead, boss: dead, specialists: [dead-rates]}
        - {name: nested, kind: plan, planner: small, boss: big, specialists: [spare-rates, sums]}
        - {name: twins, kind: plan, planner: small, boss: big, specialists: [twins, sums]}
        - {name: idle, kind: plan, planner: idle, boss: big, specialists: [rates, sums]}
        - {name: nonsense, kind: plan, planner: nonsense, boss: big, specialists: [rates, sums]}
        - {name: cyclic, kind: plan, planner: cyclic, boss: big, specialists: [rates, sums]}
        - {name: endless, kind: plan, planner: endless, boss: big, specialists: [rates, sums]}
        - {name: many, kind: plan, planner: many, boss: big, specialists: [rates, sums]}
        - {name: dead-planner, kind: plan, planner: dead, boss: big, specialists: [rates, sums]}
        - {name: hanging-planner, kind: plan, planner: hanging, boss: big, specialists: [rates, sums], max-seconds: 1}
        - {name: mended, kind: plan, planner: small, boss: big, specialists: [dead-rates, rates, sums]}
        - {name: rambling, kind: plan, planner: small, boss: big, specialists: [rambling-rates, rates, sums]}
        - {name: impatient, kind: plan, planner: small, boss: big, specialists: [impatient-rates, rates, sums]}
        - {name: beyond-mending, kind: plan, planner: small, boss: big, specialists: [dead-rates, sums]}
        - {name: late, kind: plan, planner: small, boss: big, specialists: [hanging-rates, sums], max-seconds: 3}
        - {name: hanging, kind: plan, planner: small, boss: big, specialists: [hanging-rates, sums]}
        - {name: dead-boss, kind: plan, planner: small, boss: dead, specialists: [rates, sums]}
        - {name: poor, kind: plan, planner: small, boss: big, specialists: [rates, sums], max-tokens: 1500}
        - {name: stuck, kind: plan, planner: small, boss: big, specialists: [stuck-rates, rates, sums]}
        - {name: flooded, kind: plan, planner: small, boss: big, specialists: [flooded-rates, rates, sums]}
        - {name: market, kind: plan, planner: small, boss: big, specialists: [market-rates, sums]}
        - {name: gone, kind: plan, planner: small, boss: big, specialists: [gone-rates, sums]}
        - {name: sent, kind: plan, planner: small, boss: big, specialists: [sent-rates, rates, sums]}
      """;

  private static final String TOOL =
      "description: the rate of a currency, private: true, timeout-seconds: 3, max-kb: 1,"
          + " parameters: {type: object, properties: {currency: {type: string}}, required:"
          + " [currency]}";

  private static final String RATE =
      "description: knows the rate of a currency, answer: {type: object, properties: {rate: {type:"
          + " number}}, required: [rate], additionalProperties: false}";

  private static final String QUESTION = "What are one EUR and one USD together, in CHF?";

  @TempDir private Path data;
  private SimulatedTeam team;
  private SmallMcpServer market;
  private AsterismServer server;
  private OpenAIClient client;

  @BeforeEach
  void start() throws Exception {
    team = new SimulatedTeam();
    market = new SmallMcpServer();
    String yaml =
        CONFIG
            .replace("MCP", market.url("").toString())
            .replace("TOOL", TOOL)
            .replace("RATE", RATE);
    server = AsterismServer.start(SimulatedModels.config(yaml, team.url(), data));
    client =
        OpenAIOkHttpClient.builder()
            .apiKey("unused")
            .maxRetries(0)
            .timeout(Duration.ofSeconds(30))
            .baseUrl("http://127.0.0.1:" + server.port() + "/v1")
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    team.close();
    market.close();
  }

  /// An answer with what its headers say of it.
  private record Told(String text, String policy, String cost, String trace) {}

  private static ChatCompletionCreateParams.Builder question(String policy) {
    return ChatCompletionCreateParams.builder()
        .model("asterism/" + policy)
        .addUserMessage(QUESTION);
  }

  private Told ask(ChatCompletionCreateParams params) {
    try (HttpResponseFor<ChatCompletion> answer =
        client.chat().completions().withRawResponse().create(params)) {
      ChatCompletion completion = answer.parse().validate();
      return new Told(
          completion.choices().getFirst().message().content().orElse(""),
          header(answer, "x-asterism-policy"),
          header(answer, "x-asterism-cost-usd"),
          header(answer, "x-asterism-trace-id"));
    }
  }

  private static String header(HttpResponseFor<?> answer, String name) {
    return String.join("", answer.headers().values(name));
  }

  private Told ask(String policy) {
    return ask(question(policy).build());
  }

  @Test
  void aRequestIsDividedDoneAndPutTogetherAndEveryCallIsBooked() throws Exception {
    Told told = ask("money");
    assertThat(told.text()).isEqualTo("Together 1.25.");
    assertThat(told.policy()).isEqualTo("plan: 3 steps, big assembled");
    assertThat(told.cost()).isEqualTo("0.016160000");
    JsonNode trace = new Calls(server).read("/admin/v1/traces/" + told.trace());
    assertThat(trace.path("policy").asString("")).isEqualTo("plan");
    assertThat(trace.path("calls").valueStream().map(call -> call.path("part").asString("")))
        .containsExactly("plan", "step", "step", "step", "step", "step", "merge");
    assertThat(trace.path("cost_usd").asDouble()).isEqualTo(0.01616);
    assertThat(trace.at("/calls/0/outcome").asString("")).isEqualTo("planned");
    assertThat(trace.at("/calls/0/usage/reasoning_tokens").asLong()).isEqualTo(4);
  }

  @Test
  void aSpecialistMayCallToolsOfAnMcpServer() {
    Told told = ask("market");
    assertThat(told.text()).isEqualTo("Together 1.");
    assertThat(told.policy()).isEqualTo("plan: 3 steps, big assembled");
    assertThat(market.heard().stream().filter("tools/call"::equals)).hasSize(2);
    assertThat(market.heard().stream().filter("initialize"::equals)).hasSize(1);
  }

  @Test
  void aSpecialistWhoseMcpServerIsGoneGoesOnWithoutIt() {
    Told told = ask("gone");
    assertThat(told.text()).isEqualTo("Together 3.");
    assertThat(told.policy()).isEqualTo("plan: 3 steps, big assembled");
  }

  @Test
  void independentStepsAreDoneAtTheSameTime() {
    // Each of the two answers only once the other was asked too.
    assertThat(ask("twins").text()).isEqualTo("Together 4.");
  }

  @Test
  void aSpecialistMayBeServedByAnotherPolicy() throws Exception {
    Told told = ask("nested");
    assertThat(told.text()).isEqualTo("Together 3.");
    assertThat(told.policy()).isEqualTo("plan: 3 steps, big assembled");
    JsonNode trace = new Calls(server).read("/admin/v1/traces/" + told.trace());
    assertThat(trace.path("calls").size()).isEqualTo(7);
    assertThat(told.cost()).isEqualTo("0.014140000");
  }

  @Test
  void aSpecialistMayBeAPlanItself() {
    assertThat(ask("planned").text()).isEqualTo("Together 3.");
    assertThat(team.asked).contains("idle");
  }

  @Test
  void theFinalAnswerIsStreamed() {
    ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(question("money").build())) {
      stream.stream().map(ChatCompletionChunk::validate).forEach(all::accumulate);
    }
    assertThat(all.chatCompletion().choices().getFirst().message().content())
        .contains("Together 1.25.");
    assertThat(team.asked.getLast()).isEqualTo("big");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "idle | no steps needed, big answered alone",
        "nonsense | nonsense planned nonsense (The plan must be a JSON object with a list of"
            + " 'steps'.), big answered alone",
        "cyclic | cyclic planned nonsense (The step 'a' waits for itself: its inputs go round in a"
            + " circle.), big answered alone",
        "endless | endless planned nonsense (The plan is longer than 16000 characters.), big"
            + " answered alone",
        "many | many planned nonsense (The plan has 50 steps; at most 8 are left.), big answered"
            + " alone",
        "dead-planner | dead planned nothing: refused (400), big answered alone",
        "hanging-planner | hanging planned nothing: failed (upstream_timeout), big answered alone",
        "poor | 3 steps, budget spent, 0 of 3 done, big answered alone",
      })
  void whereNothingIsPlannedTheBossAnswersAloneAndItIsSaidWhy(String policy, String words) {
    Told told = ask(policy);
    assertThat(told.text()).isEqualTo("About three, I guess.");
    assertThat(told.policy()).isEqualTo("plan: " + words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mended | refused (400)",
        "rambling | not the form asked for",
        "impatient | failed (upstream_timeout)",
      })
  void whatASpecialistCannotDoIsMendedOnceByTheBoss(String policy, String why) {
    Told told = ask(policy);
    assertThat(told.text()).isEqualTo("Together 1.25.");
    assertThat(told.policy())
        .startsWith("plan: 3 steps, step ")
        .contains("step eur " + why, "step usd " + why)
        .endsWith("big mended it by 3 steps, big assembled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "stuck | error: 'stuck' did not answer in time",
        "flooded | error: 'flood' answered more than 1024 bytes",
        "sent | error: 'elsewhere' redirects elsewhere (302), which is not followed",
      })
  void aToolThatMisbehavesIsToldToTheModelThatCalledIt(String policy, String result) {
    Told told = ask(policy);
    assertThat(team.toolResults).startsWith(result, result).hasSize(4);
    assertThat(told.text()).isEqualTo("Together 1.25.");
    assertThat(told.policy()).endsWith("big mended it by 3 steps, big assembled");
  }

  @Test
  void whereMendingFailsTooTheBossAnswersAlone() {
    Told told = ask("beyond-mending");
    assertThat(told.text()).isEqualTo("About three, I guess.");
    assertThat(told.policy())
        .endsWith(
            "big mended nonsense (The step 'euragain' names no specialist that there is; there are:"
                + " dead-rates, sums.), 0 of 3 done, big answered alone");
  }

  @ParameterizedTest
  @CsvSource({
    "dead-boss, dead refused (400)",
    "hanging-boss, hanging failed (upstream_timeout)",
    "void-boss, void answered nonsense"
  })
  void aBossThatCannotAnswerLeavesItsPlaceToThePlanner(String policy, String why) {
    Told told = ask(policy);
    assertThat(told.text()).isEqualTo("Together 1.25.");
    assertThat(told.policy()).isEqualTo("plan: 3 steps, " + why + ", small assembled");
  }

  @Test
  void whereNobodyCanAnswerTheClientIsToldSo() {
    assertThatThrownBy(() -> ask("all-dead"))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            refused ->
                assertThat(String.join("", refused.headers().values("x-asterism-policy")))
                    .isEqualTo("plan: dead planned nothing: refused (400), dead refused (400)"));
  }

  @Test
  void toolsAreCalledNoMoreOftenThanIsAllowed() {
    Told told = ask("insistent");
    assertThat(told.policy())
        .contains("step eur called tools beyond its limit")
        .endsWith("big assembled");
    assertThat(team.asked.stream().filter("insistent"::equals)).hasSize(6);
  }

  @Test
  void aModelThatCallsAToolThatThereIsNotIsToldWhichThereAre() {
    assertThat(ask("confused").text()).isEqualTo("Together 2.");
    assertThat(team.toolResults).containsOnly("error: there is no tool 'oracle'; there are: rate");
  }

  @Test
  void stepsThatAreTooLateAreGivenUpAtOnce() throws Exception {
    Told told = ask("late");
    assertThat(told.policy())
        .isEqualTo("plan: 3 steps, time is up, 0 of 3 done, big answered alone");
    assertThat(team.cancelled.await(5, TimeUnit.SECONDS)).isTrue();
    JsonNode trace = new Calls(server).read("/admin/v1/traces/" + told.trace());
    assertThat(trace.at("/calls/1/outcome").asString("")).isEqualTo("cancelled");
  }

  @Test
  void aPolicyThatIsTooLateIsGivenUpWithAllThatItWouldHaveAsked() throws Exception {
    assertThat(ask("late-policy").policy()).contains("time is up, 0 of 3 done");
    assertThat(team.cancelled.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(team.asked).doesNotContain("clerk");
  }

  @Test
  void aClientThatCannotWaitIsAnsweredInTime() {
    long begun = System.nanoTime();
    Told told =
        ask(question("hanging").putAdditionalHeader("x-asterism-max-latency-ms", "6000").build());
    assertThat(told.policy()).contains("time is up").endsWith("big answered alone");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void allStepsEndWhenTheClientLeaves() throws Exception {
    String body =
        "{\"model\":\"asterism/hanging\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + QUESTION
            + "\"}]}";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                      + "Content-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      assertThat(team.hanging.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(team.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(team.asked).doesNotContain("big");
  }

  @Test
  void aClientsOwnLimitsAreKeptTo() {
    Told told =
        ask(question("money").putAdditionalHeader("x-asterism-max-cost-usd", "0.006").build());
    assertThat(told.policy())
        .isEqualTo(
            "plan: 3 steps, budget spent, 2 of 3 done, big left out over the budget, small"
                + " assembled");
  }

  @Test
  void decisionsAreNotDivided() throws IOException, InterruptedException {
    var answer =
        new Calls(server)
            .post(
                "/v1/decisions",
                "{\"model\":\"asterism/money\",\"input\":\"x\",\"questions\":[{\"type\":\"predicate\",\"instructions\":\"y?\"}]}");
    assertThat(Calls.header(answer, "x-asterism-policy"))
        .contains("requests of this form are not divided");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "specialists: [{name: a, description: d, model: m, tools: [t]}] | a.yaml:1:"
            + " specialists.0.tools: there is no list of 'tools' beside 'specialists'",
        "policies: [{name: p, kind: plan, boss: b, specialists: [s]}] | a.yaml:1:"
            + " policies.0.specialists: there is no list of 'specialists' beside 'policies'",
        "tools: [{name: t, description: d, parameters: {type: object}, url: 'http://127.0.0.1/x'}]"
            + " | a.yaml:1: tools.0.url: '127.0.0.1' is a private address; write `private: true` if"
            + " it is meant",
        "tools: [{name: t, description: d, parameters: {type: text}, url: 'http://a/x'}] |"
            + " a.yaml:1: tools.0.parameters: expected a JSON schema of `type: object`",
        "tools: [{name: t, description: d, parameters: {type: object}, url: 'http://a/x?y=z'}] |"
            + " a.yaml:1: tools.0.url: expected no query, fragment or user: arguments come from the"
            + " model",
        "tools: [{name: t, mcp: {url: 'http://10.0.0.1/mcp'}, allow: [a]}] | a.yaml:1:"
            + " tools.0.mcp.url: '10.0.0.1' is a private address; write `private: true` if it is"
            + " meant",
        "tools: [{name: t, mcp: {url: 'http://a/mcp'}}] | a.yaml:1: tools.0.allow: name 1 to 50"
            + " tools of the server that may be called",
        "tools: [{name: t, mcp: {url: 'http://a/mcp', command: [b]}, allow: [a]}] | a.yaml:1:"
            + " tools.0.mcp.url: give either the server's url or the command that starts it",
        "tools: [{name: t, mcp: {command: [b]}, allow: [a b]}] | a.yaml:1: tools.0.allow: 'a b'"
            + " cannot be called by models: 't__a b' must be up to 64 letters, digits, '_' and '-'",
        "{loop: {encoder: false}, policies: [{name: p, models: [a], cache: semantic}]} | a.yaml:1:"
            + " policies.0.cache: a semantic cache needs the sentence encoder: `encoder: true` in"
            + " `loop`",
      })
  void whatMakesNoSenseIsRefusedWhereItIsWritten(String yaml, String why) {
    assertThatThrownBy(() -> ConfigFile.parse("a.yaml", yaml, Map.of())).hasMessage(why);
  }

  @Test
  void aPolicyThatWouldComeToAskItselfIsRefused() {
    assertThatThrownBy(() ->
            ConfigFile.parse(
                "a.yaml",
                """
                specialists:
                  - {name: s, description: d, model: asterism/q}
                  - {name: t, description: d, model: asterism/p}
                policies:
                  - {name: p, kind: plan, boss: b, specialists: [s]}
                  - {name: q, kind: plan, boss: b, specialists: [t]}
                """,
                Map.of()))
        .hasMessage("a.yaml:5: policies.0.specialists: one of them comes to ask 'asterism/p'");
  }
}
