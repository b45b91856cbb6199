package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.cost.Budget;
import dev.asterism.cost.Period;
import dev.asterism.cost.Usd;
import dev.asterism.telemetry.LogSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What clients see of budgets, over HTTP, with models that take a thousand tokens in and ten out.
@Timeout(60)
class BudgetedServerTest {

  private static final String CHAT = "/v1/chat/completions";

  /// What `big` takes for an answer, and what is held back for it.
  private static final double BIG = 0.0101;

  private static final double HELD = 0.0052;

  private static final String SETTINGS =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        free: {input: 0, output: 0}
        small: {input: 1, output: 1}
        big: {input: 10, output: 10}
      policies:
        - {name: kept, kind: direct, models: [big], cache: exact}
        - {name: cheaper, kind: failover, models: [big, small]}
        - {name: draft, models: [free, big], threshold: 0.9}
      budgets:
        day-usd: LIMIT
      """;

  @TempDir private Path data;

  private AsterismServer start(SimulatedModels models, double limit) {
    return AsterismServer.start(
        models.config(SETTINGS.replace("LIMIT", Double.toString(limit)), data));
  }

  private static HttpResponse<String> ask(AsterismServer server, String model) throws Exception {
    return ask(server, model, "easy");
  }

  private static HttpResponse<String> ask(AsterismServer server, String model, String question)
      throws Exception {
    return new Calls(server)
        .post(
            CHAT,
            "{\"model\":\"%s\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, question));
  }

  private static JsonNode budget(AsterismServer server) throws Exception {
    return new Calls(server).read("/admin/v1/report").path("budgets").path(0);
  }

  /// Asks, and waits until it is booked, which is a moment after the answer.
  private static void spend(AsterismServer server, String model) throws Exception {
    double before = budget(server).path("spent_usd").asDouble(0);
    assertThat(ask(server, model).statusCode()).isEqualTo(200);
    for (int i = 0; i < 500 && budget(server).path("spent_usd").asDouble(0) == before; i++) {
      Thread.sleep(5);
    }
  }

  @Test
  void aSpentBudgetIsToldInOneErrorAndNobodyIsAsked() throws Exception {
    try (SimulatedModels models = new SimulatedModels();
        AsterismServer server = start(models, 0.012)) {
      spend(server, "big");
      HttpResponse<String> refused = ask(server, "big");
      assertThat(refused.statusCode()).isEqualTo(429);
      JsonNode error = Calls.json(refused.body()).path("error");
      assertThat(error.path("code").asString("")).isEqualTo("budget_spent");
      String renews = Period.DAY.end(Instant.now()).toString();
      assertThat(error.path("message").asString(""))
          .contains("$0.01 a day", "budgets.day-usd", "$0.01 is spent", "0.005", renews);
      assertThat(header(refused, "x-should-retry")).isEqualTo("false");
      assertThat(Long.parseLong(header(refused, "retry-after"))).isBetween(1L, 86_400L);
      assertThat(models.asked()).containsExactly("big");
    }
  }

  @Test
  void freeModelsAnswerAndSoDoPoliciesWithAMemberThatFits() throws Exception {
    try (SimulatedModels models = new SimulatedModels();
        AsterismServer server = start(models, 0.012)) {
      spend(server, "big");
      assertThat(ask(server, "free").statusCode()).isEqualTo(200);
      HttpResponse<String> draft = ask(server, "asterism/draft", "hard");
      assertThat(draft.statusCode()).isEqualTo(200);
      assertThat(header(draft, "x-asterism-model")).isEqualTo("free");
      HttpResponse<String> cheaper = ask(server, "asterism/cheaper");
      assertThat(cheaper.statusCode()).isEqualTo(200);
      assertThat(header(cheaper, "x-asterism-model")).isEqualTo("small");
      assertThat(models.asked()).containsExactly("big", "free", "free", "small");
    }
  }

  @Test
  void answersThatAPolicyKeepsAreStillGiven() throws Exception {
    try (SimulatedModels models = new SimulatedModels();
        AsterismServer server = start(models, 0.012)) {
      spend(server, "asterism/kept");
      assertThat(ask(server, "asterism/kept").statusCode()).isEqualTo(200);
      assertThat(ask(server, "asterism/kept", "something else").statusCode()).isEqualTo(429);
      assertThat(models.asked()).hasSize(1);
    }
  }

  @Test
  void studentsStillAnswer() throws Exception {
    FruitOrTool.seat(data);
    try (FakeProvider provider = new FakeProvider(FruitOrTool.chatAnswer("fruit"));
        AsterismServer server =
            AsterismServer.start(nothingToSpend(FruitOrTool.config(data, provider.baseUrl())))) {
      new Calls(server).freeze();
      HttpResponse<String> student =
          new Calls(server).post(CHAT, FruitOrTool.chat(FruitOrTool.FRUIT, ""));
      assertThat(student.statusCode()).isEqualTo(200);
      assertThat(header(student, "x-asterism-policy")).isEqualTo("student");
      assertThat(ask(server, "big").statusCode()).isEqualTo(429);
      assertThat(provider.asked()).isEmpty();
    }
  }

  private static Config nothingToSpend(Config config) {
    return new Config(
        config.server(),
        config.data(),
        config.providers(),
        config.prices(),
        config.loop(),
        Optional.empty(),
        LogSettings.DEFAULT,
        List.of(),
        List.of(new Budget(Period.MONTH, Usd.ZERO)),
        Map.of());
  }

  @Test
  void aModelWithoutAPriceIsNotAskedAndTheErrorSaysHowToMendIt() throws Exception {
    try (SimulatedModels models = new SimulatedModels();
        AsterismServer server = start(models, 5)) {
      HttpResponse<String> refused = ask(server, "unknown");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("budget_unpriced", "under `prices`");
      assertThat(models.asked()).isEmpty();
    }
  }

  @Test
  void itIsNearItsEndFromFourFifthsOnAndARestartForgetsNothing() throws Exception {
    try (SimulatedModels models = new SimulatedModels()) {
      try (AsterismServer server = start(models, 0.025)) {
        spend(server, "big");
        assertThat(budget(server).path("near_its_end").asBoolean(true)).isFalse();
        spend(server, "big");
        assertThat(budget(server).path("near_its_end").asBoolean(false)).isTrue();
      }
      try (AsterismServer server = start(models, 0.025)) {
        assertThat(budget(server).path("spent_usd").asDouble(0)).isCloseTo(2 * BIG, within(1e-9));
        assertThat(ask(server, "big").statusCode()).isEqualTo(429);
      }
    }
  }

  @Test
  void manyAtOnceOverdrawItByNoMoreThanWhatTheyTookBeyondWhatWasHeldBack() throws Exception {
    double limit = 0.1;
    try (SimulatedModels models = new SimulatedModels();
        AsterismServer server = start(models, limit);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        requests.add(() -> ask(server, "big").statusCode());
      }
      int answered = 0;
      for (Future<Integer> status : threads.invokeAll(requests)) {
        assertThat(status.get()).isIn(200, 429);
        answered += status.get() == 200 ? 1 : 0;
      }
      assertThat(answered).isEqualTo(models.asked().size()).isPositive();
      double underWay = Math.floor(limit / HELD);
      assertThat(answered * BIG).isLessThanOrEqualTo(limit + underWay * (BIG - HELD));
      assertThat(ask(server, "big").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void settingsShowEachBudgetWithTheLineThatSetsIt() throws Exception {
    ConfigFile.Understood read =
        ConfigFile.understand("asterism.yaml", "budgets:\n  day-usd: 5\n", Map.of());
    assertThat(read.settings().settings())
        .contains(new Setting("budgets.day-usd", "5", "asterism.yaml:2"))
        .anySatisfy(one -> assertThat(one.path()).isEqualTo("budgets.month-usd"));
  }
}
