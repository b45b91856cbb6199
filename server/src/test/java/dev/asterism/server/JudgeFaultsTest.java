package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Judges that are slow, dead, talk nonsense or break off: whoever they were to judge for gets an
/// answer, what they should have shown is not counted for anybody, and a trace names them. A
/// cascade's are in [PolicyFaultsTest].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class JudgeFaultsTest {

  private final AtomicInteger answers = new AtomicInteger();
  private FakeProvider models;
  private FaultyModels faulty;
  private AsterismServer server;
  private Calls calls;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    // Never twice in the same words.
    models =
        new FakeProvider(_ -> FruitOrTool.chatAnswer("Thus, said " + answers.incrementAndGet()));
    faulty = new FaultyModels();
    StringBuilder yaml =
        new StringBuilder("loop: {enabled: false}\nproviders:\n")
            .append(
                "  - {name: good, base-url: \"%s\", models: [small, other, big]}\n"
                    .formatted(models.baseUrl()))
            .append(faulty.providers())
            .append("policies:\n")
            .append("  - {name: silent, kind: cascade, models: [small, big]}\n");
    for (String fault : FaultyModels.FAULTS) {
      yaml.append(
          """
            - {name: route-%1$s, kind: route, models: [small, big], explore: 1, judge-model: %1$s,
               patience-seconds: 1}
            - {name: learnt-%1$s, kind: cascade, models: [small, other, big], judge: learnt, explore: 1,
               judge-model: %1$s, patience-seconds: 1}
            - {name: cache-%1$s, kind: direct, models: [big], cache: semantic, patience-seconds: 1,
               cache-without-temperature: true, cache-judge-model: %1$s}
            - {name: proof-%1$s, kind: cascade, models: [small, big], judge: form, eps: 0.1,
               patience-seconds: 1, proof-judge-model: %1$s}
          """
              .formatted(fault));
    }
    Config read = ConfigFile.parse("asterism.yaml", yaml.toString(), Map.of());
    server = AsterismServer.start(read.at(read.server().at(0), OneProvider.data(data)));
    calls = new Calls(server);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    faulty.close();
    models.close();
  }

  static Stream<String> faults() {
    return FaultyModels.FAULTS.stream();
  }

  private HttpResponse<String> ask(String policy, String question) throws Exception {
    HttpResponse<String> answer =
        calls.post(
            "/v1/chat/completions",
            "{\"model\":\"asterism/%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(policy, question));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  /// {@return what was asked off the path because of an answer}
  private JsonNode inquiry(HttpResponse<String> answer) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      for (JsonNode trace : calls.read("/admin/v1/traces?limit=100").path("traces")) {
        JsonNode whole = calls.read("/admin/v1/traces/" + trace.path("id").asString(""));
        if (whole.path("parent").asString("").equals(header(answer, "x-asterism-trace-id"))) {
          return whole;
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("nothing was asked");
  }

  private static Optional<String> outcome(JsonNode trace, String model) {
    for (JsonNode call : trace.path("calls")) {
      if (call.path("model").asString("").equals(model)) {
        return Optional.of(call.path("outcome").asString(""));
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aRouteTakesAProbeThatCouldNotBeJudgedForNoGoodAnswer(String fault) throws Exception {
    HttpResponse<String> answer = ask("route-" + fault, "How do I close my account?");
    assertThat(header(answer, "x-asterism-policy")).startsWith("route: big by default");
    JsonNode probe = inquiry(answer);
    assertThat(probe.path("kind").asString("")).isEqualTo("probe");
    assertThat(outcome(probe, "small")).contains("another, no verdict");
    assertThat(outcome(probe, fault)).isPresent().get().asString().isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aCascadeTakesAProbeThatCouldNotBeJudgedForNoGoodDraft(String fault) throws Exception {
    HttpResponse<String> answer = ask("learnt-" + fault, "How do I close my account?");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("cascade: big by default, too little is learnt");
    JsonNode probe = inquiry(answer);
    assertThat(outcome(probe, "small")).contains("another, no verdict");
    assertThat(outcome(probe, "other")).contains("another, no verdict");
    assertThat(outcome(probe, fault)).isPresent().get().asString().isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aSemanticCacheCountsNothingThatCouldNotBeJudged(String fault) throws Exception {
    String policy = "cache-" + fault;
    ask(policy, "Hi, how do I close my account?");
    ask(policy, "Hello, how do I close my account?");
    HttpResponse<String> answer = ask(policy, "Please, how do I close my account?");
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("direct: big");
    JsonNode audit = inquiry(answer);
    assertThat(audit.path("kind").asString("")).isEqualTo("audit");
    assertThat(audit.path("error").asString("")).isEqualTo("no_verdict");
    assertThat(outcome(audit, fault)).isPresent().get().asString().isNotBlank();
    Thread.sleep(1_200);
    for (JsonNode one : calls.read("/admin/v1/policies").path("policies")) {
      assertThat(one.path("semantic_cache").size()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aProofOfAThresholdCountsNothingThatCouldNotBeJudged(String fault) throws Exception {
    HttpResponse<String> answer = ask("proof-" + fault, "How do I close my account?");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("cascade: small judged 1.00, big accepted");
    JsonNode audit = inquiry(answer);
    assertThat(audit.path("error").asString("")).isEqualTo("no_verdict");
    assertThat(outcome(audit, fault)).isPresent().get().asString().isNotBlank();
    Thread.sleep(1_200);
    for (JsonNode one : calls.read("/admin/v1/policies").path("policies")) {
      assertThat(one.path("proved_threshold").size()).isZero();
    }
  }

  @Test
  void aModelThatTellsNoTokenProbabilitiesCannotJudgeItself() throws Exception {
    assertThat(header(ask("silent", "How?"), "x-asterism-policy"))
        .isEqualTo(
            "cascade: small rejected (not judged: it tells no token probabilities), big accepted");
  }
}
