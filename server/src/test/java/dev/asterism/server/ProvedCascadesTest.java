package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Cascades over HTTP whose thresholds are proved on their traffic. `small` is right, and surer,
/// where a question is easy.
@Timeout(120)
class ProvedCascadesTest {

  private static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        small: {input: 1, output: 1}
        big: {input: 10, output: 10}
      policies:
        - {name: sure, kind: cascade, models: [small, big], eps: 0.2, delta: 0.3}
        - {name: wrong, kind: cascade, models: [odd, big], eps: 0.2, delta: 0.3}
        - {name: bossless, kind: cascade, models: [small, dead], eps: 0.2, delta: 0.3}
        - {name: mute, kind: cascade, models: [lazy, big], eps: 0.2, delta: 0.3}
        - {name: often, kind: cascade, models: [small, big], eps: 0.2, judge: agreement, samples: 4}
        - {name: form, kind: cascade, models: [small, big], eps: 0.2, judge: form}
        - {name: wordy, kind: cascade, models: [small, big], eps: 0.2, delta: 0.3, judge: form,
           proof-judge-model: referee}
      """;

  @TempDir private Path data;
  @AutoClose private PolicyServer policies;

  @BeforeEach
  void start() throws Exception {
    policies = new PolicyServer(POLICIES, data);
  }

  private String way(String policy, String question, String... headers) throws Exception {
    HttpResponse<String> answer = policies.ask(policy, question, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return header(answer, "x-asterism-policy");
  }

  /// {@return what is known of a policy's threshold}
  private JsonNode evidence(String policy) throws Exception {
    return evidence(policies, policy);
  }

  private static JsonNode evidence(PolicyServer server, String policy) throws Exception {
    for (JsonNode one : server.calls().read("/admin/v1/policies").path("policies")) {
      if (one.path("name").asString("").equals(policy)) {
        return one.path("proved_threshold").path(0);
      }
    }
    return Calls.json("{}");
  }

  private interface Asking {
    void ask(int place) throws Exception;
  }

  private static final Asking NOTHING = _ -> {};

  /// Asks until something is known of a policy's threshold.
  private JsonNode until(String policy, String field, Asking asking) throws Exception {
    return until(policies, policy, field, asking);
  }

  private static JsonNode until(PolicyServer server, String policy, String field, Asking asking)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!evidence(server, policy).has(field) && System.nanoTime() < end) {
      for (int i = 0; i < 30; i++) {
        asking.ask(i);
      }
      Thread.sleep(1_100);
    }
    assertThat(evidence(server, policy).has(field)).isTrue();
    return evidence(server, policy);
  }

  private static String question(int place) {
    return (place % 2 == 0 ? "easy " : "hard ") + place;
  }

  private JsonNode prove() throws Exception {
    return until("sure", "threshold", place -> way("sure", question(place)));
  }

  /// A draft that was kept; a share of the requests is audited.
  private String kept(String question) throws Exception {
    String way = "";
    for (int i = 0; i < 60 && !way.contains("small accepted"); i++) {
      way = way("sure", question);
    }
    return way;
  }

  @Test
  void untilItIsProvedTheLastModelAnswersAndIsWhatDraftsAreHeldAgainst() throws Exception {
    HttpResponse<String> answer = policies.ask("sure", "easy sum");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("cascade: small judged 0.90, big accepted");
    assertThat(header(answer, "x-asterism-model")).isEqualTo("big");
    assertThat(way("sure", "hard sum")).isEqualTo("cascade: small judged 0.37, big accepted");
    JsonNode known = until("sure", "compared", NOTHING);
    assertThat(known.path("compared").asInt()).isEqualTo(2);
    assertThat(known.has("threshold")).isFalse();
    assertThat(known.path("eps").asDouble()).isEqualTo(0.2);
  }

  @Test
  void onceItIsProvedDraftsThatAreSureEnoughAreGivenAndTheRestGoesOn() throws Exception {
    JsonNode proved = prove();
    assertThat(proved.path("k").asInt()).isZero();
    assertThat(proved.path("n").asInt()).isBetween(10, proved.path("compared").asInt());
    assertThat(kept("easy sum")).matches("cascade: small accepted 0\\.90");
    assertThat(way("sure", "hard sum"))
        .matches("cascade: small (rejected 0\\.37 < 0\\.[5-9].|judged 0\\.37), big accepted");
    assertThat(policies.told("policies"))
        .containsPattern("sure drafts +[0-9a-f]{8} +0\\.[0-9]+ +[0-9]+ +0 +[0-9.]+% +0 of [0-9]+")
        .containsPattern("wrong +cascade +0");
    policies.restart();
    until("sure", "threshold", NOTHING);
    assertThat(kept("easy clock")).startsWith("cascade: small accepted");
  }

  @Test
  void answersThatAreStreamedAreComparedToo() throws Exception {
    JsonNode proved =
        until(
            "sure",
            "threshold",
            place -> {
              String body =
                  "{\"model\":\"asterism/sure\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                      .formatted(question(place));
              assertThat(policies.calls().post("/v1/chat/completions", body).body())
                  .contains("[DONE]");
            });
    assertThat(proved.path("k").asInt()).isZero();
  }

  @Test
  void whereDraftsAreOftenWrongNothingIsProvedAndNoneIsGiven() throws Exception {
    for (int i = 0; i < 80; i++) {
      assertThat(way("wrong", question(i))).matches("cascade: odd judged .*, big accepted");
    }
    JsonNode known = until("wrong", "compared", NOTHING);
    assertThat(known.has("threshold")).isFalse();
  }

  @Test
  void whoDemandsSomethingOfItsOwnIsNotComparedAndTheLastModelAnswersAtOnce() throws Exception {
    assertThat(way("sure", "easy sum", "x-asterism-max-cost-usd", "1"))
        .isEqualTo("cascade: big accepted");
    assertThat(way("sure", "easy sum", "x-asterism-quality", "0.8"))
        .isEqualTo("cascade: small accepted 0.90");
    assertThat(way("sure", "easy sum", "x-asterism-max-cost-usd", "0.001"))
        .isEqualTo(
            "cascade: big left out over the budget, small rejected 0.90 < 1.00, small given all the"
                + " same");
    Thread.sleep(1_200);
    assertThat(evidence("sure").isMissingNode()).isTrue();
  }

  @Test
  void whereTheLastModelFailsTheDraftIsGivenAndShowsNothing() throws Exception {
    assertThat(way("bossless", "easy sum"))
        .isEqualTo("cascade: small judged 0.90, dead refused (400), small given all the same");
    Thread.sleep(1_200);
    assertThat(evidence("bossless").isMissingNode()).isTrue();
  }

  @Test
  void aDraftThatCannotBeJudgedShowsNothing() throws Exception {
    assertThat(way("mute", "easy sum"))
        .isEqualTo(
            "cascade: lazy rejected (not judged: it tells no token probabilities), big accepted");
    Thread.sleep(1_200);
    assertThat(evidence("mute").isMissingNode()).isTrue();
  }

  /// One of the four samples says something else than the rest.
  @Test
  void allSamplesAreHeardWhereTheirShareIsWhatIsCompared(@TempDir Path other) throws Exception {
    AtomicInteger drafts = new AtomicInteger();
    try (FakeProvider models =
            new FakeProvider(body ->
                FruitOrTool.chatAnswer(
                    body.contains("\"small\"") && drafts.getAndIncrement() == 0 ? "41" : "42"));
        AsterismServer server =
            AsterismServer.start(SimulatedModels.config(POLICIES, models.baseUrl(), other))) {
      HttpResponse<String> answer =
          new Calls(server)
              .post(
                  "/v1/chat/completions",
                  "{\"model\":\"asterism/often\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}");
      assertThat(header(answer, "x-asterism-policy"))
          .isEqualTo("cascade: small judged 0.75, big accepted");
    }
  }

  /// Nobody says anything twice in the same words.
  @Test
  void aJudgeSaysWhetherADraftInOtherWordsWouldHaveDone(@TempDir Path other) throws Exception {
    AtomicInteger answers = new AtomicInteger();
    try (FakeProvider models =
            new FakeProvider(body ->
                FruitOrTool.chatAnswer(
                    body.contains("\"referee\"")
                        ? "97"
                        : "It is so, said " + answers.incrementAndGet()));
        PolicyServer wordy = new PolicyServer(POLICIES, models.baseUrl(), other)) {
      JsonNode proved =
          until(wordy, "wordy", "threshold", place -> wordy.ask("wordy", question(place)));
      assertThat(proved.path("k").asInt()).isZero();
      assertThat(models.asked()).anyMatch(body -> body.contains("\"referee\""));
    }
  }

  @Test
  void aFormAloneMayBeProvedToo() throws Exception {
    until("form", "threshold", place -> way("form", "easy " + place));
  }
}
