package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Recorded;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Questions, in both forms, of providers of every kind.
class DecisionsEverywhereTest {

  @AutoClose private static EveryDialect dialects;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    dialects = new EveryDialect(data);
  }

  @BeforeEach
  void forget() {
    dialects.forget();
  }

  @Test
  void onAChatProviderTheChosenAnswerIsAsLikelyAsItsTokens() throws Exception {
    HttpResponse<String> answer = ask("/v1/decisions", decisions("chat-big", ""));
    assertThat(Calls.header(answer, "x-asterism-emulated")).isEqualTo("questions");
    JsonNode told = Calls.json(answer.body());
    assertThat(told.at("/answers/0/probability").asDouble())
        .isCloseTo(Math.exp(-0.1), within(1e-9));
    assertThat(told.at("/answers/0/name").asString()).isEqualTo("ripe");
    assertThat(told.at("/answers/1/choice").asString()).isEqualTo("fruit");
    assertThat(told.at("/answers/1/confidence").asDouble())
        .isCloseTo(Math.exp(-0.25), within(1e-9));
    double high = Math.exp(-0.5);
    assertThat(told.at("/answers/2/score").asDouble())
        .isCloseTo(2 * high + (1 - high) / 2, within(1e-9));
    assertThat(told.at("/usage/input_tokens").asInt()).isEqualTo(50);
    JsonNode schema =
        Calls.json(dialects.asked().getFirst().body())
            .at("/response_format/json_schema/schema/properties");
    assertThat(schema.at("/q1/type").asString()).isEqualTo("boolean");
    assertThat(schema.at("/q2/enum/1").asString()).isEqualTo("tool");
    assertThat(schema.at("/q3/enum/0").asString()).isEqualTo("low");
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages-big", "chat-big"})
  void whereTokensAreNotToldTheAnswerGivenIsStatedAsSure(String model) throws Exception {
    HttpResponse<String> answer = ask("/v1/decisions", decisions(model, "no logprobs"));
    assertThat(Calls.header(answer, "x-asterism-emulated")).isEqualTo("confidence,questions");
    JsonNode told = Calls.json(answer.body());
    // The recorded chat answer tells them although it was not asked to.
    double probability = told.at("/answers/1/confidence").asDouble();
    assertThat(probability).isIn(1.0, Math.exp(-0.25));
    assertThat(told.at("/answers/1/probabilities/0/probability").asDouble()).isEqualTo(probability);
  }

  @Test
  void geminiToldTokensCount() throws Exception {
    JsonNode told = Calls.json(ask("/v1/decisions", decisions("generate-big", "")).body());
    assertThat(told.at("/answers/1/confidence").asDouble())
        .isCloseTo(Math.exp(-0.25), within(1e-9));
  }

  @Test
  void eitherFormIsAnsweredByAProviderOfTheOther() throws Exception {
    JsonNode decisions = Calls.json(ask("/v1/decisions", decisions("system-one-big", "")).body());
    assertThat(decisions.at("/answers/0/probability").asDouble()).isEqualTo(0.9);
    assertThat(decisions.at("/answers/1/choice").asString()).isEqualTo("fruit");
    assertThat(decisions.at("/answers/1/probabilities/1/probability").asDouble()).isEqualTo(0.2);
    assertThat(decisions.at("/answers/2/probabilities/2/label").asString()).isEqualTo("high");
    JsonNode sent = Calls.json(dialects.asked().getFirst().body());
    assertThat(sent.at("/questions/kind/criteria/fruit").asString()).isEqualTo("grows");
    JsonNode one = Calls.json(ask("/v1/systemone", systemOne("decisions-big")).body());
    assertThat(one.at("/answers/ripe/noul").asDouble()).isEqualTo(0.9);
    assertThat(one.at("/answers/kind/probabilities/tool").asDouble()).isEqualTo(0.2);
    assertThat(one.at("/answers/kind/confidence").asDouble()).isCloseTo(0.6, within(1e-9));
    assertThat(one.at("/answers/hurry/legend/2").asString()).isEqualTo("high");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat-big", "messages-big", "generate-big"})
  void systemOneIsAnsweredInAConversationToo(String model) throws Exception {
    JsonNode one = Calls.json(ask("/v1/systemone", systemOne(model)).body());
    assertThat(one.at("/answers/kind/choice").asString()).isEqualTo("fruit");
    assertThat(one.at("/answers/ripe/noul").asDouble()).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decisions", "system-one"})
  void aProviderOfTheSameFormGetsAndGivesTheBytesAsTheyAre(String language) throws Exception {
    boolean one = language.equals("system-one");
    String body = one ? systemOne(language + "-big") : decisions(language + "-big", "");
    HttpResponse<String> answer = ask(one ? "/v1/systemone" : "/v1/decisions", body);
    assertThat(dialects.asked().getFirst().body())
        .isEqualTo(body.replace(language + "-big", "big"));
    assertThat(answer.body().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(Recorded.whole(one ? Api.SYSTEM_ONE : Api.DECISIONS, "decided"));
  }

  @Test
  void booleansAmongTheChoicesAreRefusedWhereOnlyTextsAreKnown() throws Exception {
    HttpResponse<String> answer =
        ask(
            "/v1/decisions",
            "{\"model\":\"system-one-big\",\"input\":\"x\",\"questions\":[{\"type\":\"choice\",\"instructions\":\"?\",\"choices\":[{\"value\":true},{\"value\":\"true\"}]}]}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Calls.json(answer.body()).at("/error/param").asString())
        .isEqualTo("questions[0].choices");
  }

  @Test
  void aStudentAnswersAQuestionInEitherForm(@TempDir Path data) throws Exception {
    try (TaughtServer taught = new TaughtServer(data, "{}")) {
      HttpResponse<String> answer =
          taught
              .calls()
              .post(
                  "/v1/systemone",
                  "{\"model\":\"big\",\"state\":\"%s\",\"questions\":{\"kind\":{\"type\":\"choice\",\"instructions\":\"Which kind is it?\",\"criteria\":{\"fruit\":null,\"tool\":null}}}}"
                      .formatted(FruitOrTool.FRUIT));
      assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student");
      JsonNode told = Calls.json(answer.body());
      assertThat(told.at("/answers/kind/choice").asString()).isEqualTo("fruit");
      assertThat(told.at("/answers/kind/probabilities").size()).isEqualTo(2);
      assertThat(taught.teacher().asked()).isEmpty();
    }
  }

  private static HttpResponse<String> ask(String path, String body) throws Exception {
    return new Calls(dialects.server()).post(path, body);
  }

  private static String decisions(String model, String more) {
    return "{\"model\":\"%s\",\"input\":\"scenario: decided %s\",\"questions\":["
            .formatted(model, more)
        + "{\"type\":\"predicate\",\"name\":\"ripe\",\"instructions\":\"Is it"
        + " ripe?\"},{\"type\":\"choice\",\"name\":\"kind\",\"instructions\":\"Which"
        + " kind?\",\"choices\":[{\"value\":\"fruit\",\"description\":\"grows\"},{\"value\":\"tool\"}]},{\"type\":\"score\",\"name\":\"hurry\",\"instructions\":\"How"
        + " urgent?\",\"levels\":[{\"label\":\"low\"},{\"label\":\"some\"},{\"label\":\"high\"}]}]}";
  }

  private static String systemOne(String model) {
    return "{\"model\":\"%s\",\"state\":{\"text\":\"scenario: decided\"},\"questions\":{"
            .formatted(model)
        + "\"ripe\":{\"type\":\"noul\",\"instructions\":\"Is it"
        + " ripe?\",\"criteria\":{\"true\":\"soft\"}},\"kind\":{\"type\":\"choice\",\"instructions\":\"Which"
        + " kind?\",\"criteria\":{\"fruit\":\"grows\",\"tool\":null}},\"hurry\":{\"type\":\"score\",\"instructions\":\"How"
        + " urgent?\",\"criteria\":[\"low\",\"some\",\"high\"]}}}";
  }
}
