package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every kind of policy over HTTP, with a member that is slow, dead, talks nonsense, or breaks off
/// in the middle of what it says: what a client gets, and what header and trace say of it.
///
/// Many are asked at once, because those that wait for somebody slow take a second each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class PolicyFaultsTest {

  private static final int AT_ONCE = 24;

  /// Each with a name, a member called FAULT, who answers in its stead, and how.
  enum Row {
    DIRECT("kind: direct, models: [FAULT]", "none", "direct: FAULT "),
    FAILOVER("kind: failover, models: [FAULT, big]", "big", "failover: FAULT .*, big"),
    ROUTE("kind: route, models: [FAULT, big], default: FAULT, explore: 0", "big", "route: .*big"),
    CONFIDENCE("models: [FAULT, big]", "big", "cascade: FAULT .*, big accepted"),
    AGREEMENT(
        "models: [FAULT, big], judge: agreement, samples: 2",
        "big",
        "cascade: FAULT .*, big accepted"),
    FORM("models: [FAULT, big], judge: form", "big", "cascade: FAULT .*, big accepted"),
    VERDICT(
        "models: [small, big], judge: verdict, judge-model: FAULT",
        "big",
        "cascade: small rejected \\(not judged: FAULT gave no verdict\\), big accepted"),
    LAST(
        "models: [small, FAULT]",
        "small",
        "cascade: small rejected .*, FAULT .*, small given all the same"),
    VOTER(
        "kind: swarm, models: [FAULT, small, other, odd], needed: 3, boss: big",
        "big",
        "swarm: .*FAULT .*big decided"),
    NEEDLESS_VOTER(
        "kind: swarm, models: [FAULT, small, other], boss: big",
        "small|other",
        "swarm: .*2 of 3 agreed"),
    BOSS(
        "kind: swarm, models: [small, odd], boss: FAULT",
        "small|odd",
        "swarm: no agreement \\(1:1\\), FAULT .*, the leading answer given all the same"),
    SWARM_JUDGE(
        "kind: swarm, models: [small, odd], boss: big, judge-model: FAULT",
        "big",
        "swarm: FAULT gave no verdict, no agreement \\(1:1\\), big decided"),
    DRAFTER(
        "kind: swarm, models: [FAULT, small, odd], boss: big, combine: merge",
        "big",
        "swarm: .*FAULT .*2 drafts, big merged"),
    MERGER(
        "kind: swarm, models: [small, odd], boss: FAULT, combine: merge",
        "small|odd",
        "swarm: 2 drafts, FAULT .*, the leading answer given all the same"),
    PLANNER(
        "kind: plan, planner: FAULT, boss: big, specialists: [clerk], max-seconds: 1",
        "big",
        "plan: FAULT .*big .*"),
    PLAN_BOSS(
        "kind: plan, planner: small, boss: FAULT, specialists: [clerk], max-seconds: 5",
        "small",
        "plan: .*FAULT .*small .*"),
    CACHED("models: [FAULT, big], cache: exact", "big", "cascade: FAULT .*, big accepted");

    final String policy;
    final String answers;
    final String course;

    Row(String policy, String answers, String course) {
      this.policy = policy;
      this.answers = answers;
      this.course = course;
    }

    /// Whether the faulty member's answer is handed on while it comes, so that nobody can stand in
    /// for it once it has begun.
    boolean handsOn() {
      return switch (this) {
        case DIRECT, FAILOVER, ROUTE, LAST, BOSS, MERGER, PLAN_BOSS -> true;
        case CONFIDENCE,
            AGREEMENT,
            FORM,
            VERDICT,
            VOTER,
            NEEDLESS_VOTER,
            SWARM_JUDGE,
            DRAFTER,
            PLANNER,
            CACHED ->
            false;
      };
    }
  }

  record Case(Row row, String fault, boolean stream) {

    String policy() {
      return row.name() + "-" + fault;
    }

    boolean breaksOff() {
      return stream && fault.equals("cut") && row.handsOn();
    }
  }

  /// What a client got; without an answer where the connection broke.
  private record Got(Optional<HttpResponse<String>> answer, Duration took) {}

  private SimulatedModels models;
  private FaultyModels faulty;
  private AsterismServer server;
  private HttpClient http;
  private final Map<Case, Got> got = new ConcurrentHashMap<>();

  static Stream<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (Row row : Row.values()) {
      for (String fault : FaultyModels.FAULTS) {
        all.add(new Case(row, fault, false));
        all.add(new Case(row, fault, true));
      }
    }
    return all.stream();
  }

  @BeforeAll
  void askAll(@TempDir Path data) throws Exception {
    models = new SimulatedModels();
    faulty = new FaultyModels();
    http = HttpClient.newHttpClient();
    StringBuilder yaml =
        new StringBuilder(
            "providers:\n  - {name: good, base-url: \"URL\", models: [small, other, odd, big],"
                + " circuit: {calls: 1000}}\n");
    yaml.append(faulty.providers());
    yaml.append("specialists:\n  - {name: clerk, description: helps, model: small}\npolicies:\n");
    for (Row row : Row.values()) {
      for (String fault : FaultyModels.FAULTS) {
        String patience = row.policy.contains("kind: plan") ? "2" : "1";
        yaml.append(
            "  - {name: %s-%s, patience-seconds: %s, %s}\n"
                .formatted(row.name(), fault, patience, row.policy.replace("FAULT", fault)));
      }
    }
    server = AsterismServer.start(models.config(yaml.toString(), data));
    List<Case> all = cases().toList();
    Semaphore atOnce = new Semaphore(AT_ONCE);
    CountDownLatch open = new CountDownLatch(all.size());
    for (Case one : all) {
      var _ =
          Thread.ofVirtual()
              .start(() -> {
                atOnce.acquireUninterruptibly();
                got.put(one, ask(one));
                atOnce.release();
                open.countDown();
              });
    }
    assertThat(open.await(40, TimeUnit.SECONDS)).isTrue();
  }

  @AfterAll
  void stop() throws IOException {
    http.close();
    server.close();
    faulty.close();
    models.close();
  }

  private Got ask(Case one) {
    long begun = System.nanoTime();
    Optional<HttpResponse<String>> answer;
    try {
      answer = Optional.of(http.send(request(one), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException _) {
      answer = Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      answer = Optional.empty();
    }
    return new Got(answer, Duration.ofNanos(System.nanoTime() - begun));
  }

  private HttpRequest request(Case one) {
    String body =
        "{\"model\":\"asterism/%s\",\"temperature\":0,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hard\"}]}"
            .formatted(one.policy(), one.stream());
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
        .timeout(Duration.ofSeconds(20))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private Got got(Case one) {
    return Optional.ofNullable(got.get(one)).orElseThrow();
  }

  static Stream<Case> brokenOff() {
    return cases().filter(Case::breaksOff);
  }

  static Stream<Case> whole() {
    return cases().filter(one -> !one.breaksOff());
  }

  @ParameterizedTest
  @MethodSource("brokenOff")
  void aStreamThatBrokeOffDoesNotLookWhole(Case one) {
    assertThat(got(one).answer()).isEmpty();
    assertThat(got(one).took()).isLessThan(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void nobodyWaitsForLongAndSomebodyAnswersOrTheClientIsToldWhyNot(Case one) {
    Got got = got(one);
    assertThat(got.took()).isLessThan(Duration.ofSeconds(10));
    HttpResponse<String> answer = got.answer().orElseThrow();
    String way = header(answer, "x-asterism-policy");
    if (one.row() == Row.DIRECT) {
      assertThat(answer.statusCode()).isBetween(500, 504);
      assertThat(Calls.json(answer.body()).at("/error/code").asString("")).startsWith("upstream_");
    } else {
      assertThat(answer.statusCode()).as(way + answer.body()).isEqualTo(200);
      assertThat(header(answer, "x-asterism-model")).matches(one.row().answers);
      assertThat(answer.body()).contains(one.stream() ? "data: [DONE]" : "\"content\":");
    }
    assertThat(way).matches(one.row().course.replace("FAULT", one.fault()) + ".*");
  }

  @ParameterizedTest
  @MethodSource("whole")
  void theTraceSaysWhatBecameOfTheFaultyCall(Case one) throws Exception {
    HttpResponse<String> answer = got(one).answer().orElseThrow();
    JsonNode trace =
        new Calls(server).read("/admin/v1/traces/" + header(answer, "x-asterism-trace-id"));
    List<String> outcomes = new ArrayList<>();
    for (JsonNode call : trace.path("calls")) {
      if (call.path("model").asString("").equals(one.fault())) {
        outcomes.add(call.path("outcome").asString(""));
      }
    }
    assertThat(outcomes).isNotEmpty().allMatch(outcome -> !outcome.isBlank());
    assertThat(String.join(" ", outcomes)).doesNotContain("accepted");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatWasAnsweredInAFaultyMembersSteadIsKept(String fault) throws Exception {
    HttpResponse<String> again =
        http.send(
            request(new Case(Row.CACHED, fault, false)), HttpResponse.BodyHandlers.ofString());
    assertThat(header(again, "x-asterism-policy")).isEqualTo("cascade: given again");
  }

  static Stream<String> faults() {
    return FaultyModels.FAULTS.stream();
  }

  @ParameterizedTest
  @MethodSource("brokenOff")
  void aStreamThatBrokeOffIsAnErrorInItsTrace(Case one) throws Exception {
    JsonNode traces = new Calls(server).read("/admin/v1/traces?limit=1000").path("traces");
    List<String> errors = new ArrayList<>();
    for (JsonNode trace : traces) {
      boolean begun = trace.path("status").asInt(0) == 200 && trace.path("error").isString();
      if (begun && trace.path("model").asString("").equals("asterism/" + one.policy())) {
        errors.add(trace.path("error").asString(""));
      }
    }
    assertThat(errors).containsExactly("upstream_cut_off");
  }
}
