package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What clients see of live students, over HTTP, with a provider that would answer otherwise.
class StudentAnswersTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String DECISIONS = "/v1/decisions";
  private static final String TEACHER = FruitOrTool.chatAnswer("says the teacher");

  @TempDir private Path data;

  @Test
  void aStudentsStreamHasRoleContentAndEndAndNoUsage() throws Exception {
    List<String> events = stream("\"stream\":true,");
    assertThat(events.getLast()).isEqualTo("[DONE]");
    List<JsonNode> chunks = events.subList(0, events.size() - 1).stream().map(Calls::json).toList();
    assertThat(chunks).hasSizeGreaterThanOrEqualTo(3);
    JsonNode first = chunks.getFirst().path("choices").path(0);
    assertThat(first.path("delta").path("role").asString("")).isEqualTo("assistant");
    assertThat(content(chunks)).isEqualTo("fruit");
    for (JsonNode chunk : chunks) {
      boolean last = chunk.equals(chunks.getLast());
      assertThat(chunk.path("object").asString("")).isEqualTo("chat.completion.chunk");
      assertThat(chunk.path("id")).isEqualTo(chunks.getFirst().path("id"));
      assertThat(chunk.path("model").asString("")).isEqualTo("big");
      assertThat(chunk.path("choices").size()).isEqualTo(1);
      assertThat(chunk.path("choices").path(0).path("finish_reason").asString(""))
          .isEqualTo(last ? "stop" : "");
      assertThat(chunk.path("usage").isObject()).isFalse();
    }
  }

  @Test
  void aStudentsStreamEndsWithUsageAndEmptyChoicesWhenAskedTo() throws Exception {
    List<String> events = stream("\"stream\":true,\"stream_options\":{\"include_usage\":true},");
    assertThat(events.getLast()).isEqualTo("[DONE]");
    List<JsonNode> chunks = events.subList(0, events.size() - 1).stream().map(Calls::json).toList();
    JsonNode last = chunks.getLast();
    assertThat(last.path("choices").isArray()).isTrue();
    assertThat(last.path("choices").isEmpty()).isTrue();
    assertThat(last.path("usage").path("prompt_tokens").asLong(0)).isEqualTo(1_000);
    assertThat(last.path("usage").path("completion_tokens").asLong(0)).isEqualTo(100);
    assertThat(last.path("usage").path("total_tokens").asLong(0)).isEqualTo(1_100);
    assertThat(content(chunks)).isEqualTo("fruit");
    assertThat(chunks.subList(0, chunks.size() - 1))
        .allSatisfy(chunk -> assertThat(chunk.path("choices").size()).isEqualTo(1))
        .noneSatisfy(chunk -> assertThat(chunk.path("usage").isObject()).isTrue());
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of(List.of(FruitOrTool.kind(), FruitOrTool.colour()), List.of("fruit", "red")),
        Arguments.of(List.of(FruitOrTool.colour(), FruitOrTool.kind()), List.of("red", "fruit")));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aStudentsAndTheTeachersAnswersComeInTheOrderOfTheQuestions(
      List<String> questions, List<String> answers) throws Exception {
    String teacher = FruitOrTool.decisionAnswer("colour", "red", "green");
    try (TaughtServer taught = new TaughtServer(data, teacher)) {
      HttpResponse<String> answer =
          taught
              .calls()
              .post(
                  DECISIONS,
                  FruitOrTool.decision(FruitOrTool.FRUIT, questions.toArray(String[]::new)));
      JsonNode merged = Calls.json(answer.body()).path("answers");
      assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student+direct");
      assertThat(merged.size()).isEqualTo(2);
      for (int place = 0; place < 2; place++) {
        assertThat(merged.path(place).path("choice").asString("")).isEqualTo(answers.get(place));
      }
      assertThat(merged.path(answers.indexOf("red")))
          .isEqualTo(Calls.json(teacher).path("answers").path(0));
      assertThat(taught.teacher().asked())
          .containsExactly(FruitOrTool.decision(FruitOrTool.FRUIT, FruitOrTool.colour()));
    }
  }

  @Test
  void whereTheStudentAbstainsTheClientSeesOnlyTheTeachersAnswer() throws Exception {
    String teacher = FruitOrTool.decisionAnswer("kind", "tool", "fruit");
    String request = FruitOrTool.decision(FruitOrTool.UNHEARD_OF, FruitOrTool.kind());
    try (TaughtServer taught = new TaughtServer(data, teacher)) {
      HttpResponse<String> answer = taught.calls().post(DECISIONS, request);
      assertThat(answer.body()).isEqualTo(teacher);
      assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("direct");
      assertThat(Calls.header(answer, "x-asterism-model")).isEqualTo("big");
      assertThat(taught.teacher().asked()).containsExactly(request);
      // The same question about what the student knows is not put to the teacher.
      HttpResponse<String> known =
          taught
              .calls()
              .post(DECISIONS, FruitOrTool.decision(FruitOrTool.FRUIT, FruitOrTool.kind()));
      assertThat(Calls.header(known, "x-asterism-policy")).isEqualTo("student");
      assertThat(taught.teacher().asked()).hasSize(1);
    }
  }

  @Test
  void anAuditIsRecordedAndItsCostLessensTheSaving() throws Exception {
    int requests = 100;
    FruitOrTool.seat(data);
    try (FakeProvider provider = new FakeProvider(FruitOrTool.chatAnswer("tool"));
        AsterismServer server =
            AsterismServer.start(FruitOrTool.config(data, provider.baseUrl()))) {
      Calls calls = new Calls(server);
      for (int i = 0; i < requests; i++) {
        HttpResponse<String> answer = calls.post(CHAT, FruitOrTool.chat(FruitOrTool.FRUIT, ""));
        assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student");
      }
      List<JsonNode> audits = audits(calls, provider);
      assertThat(audits).isNotEmpty().hasSizeLessThan(requests);
      for (JsonNode audit : audits) {
        assertThat(audit.path("policy").asString("")).isEqualTo("audit");
        assertThat(audit.path("answered_by").asString("")).isEqualTo("big");
        assertThat(audit.path("cost_usd").asDouble(0)).isEqualTo(FruitOrTool.DOLLARS);
        assertThat(audit.path("would_have_cost_usd").asDouble(1)).isZero();
      }
      double without = requests * FruitOrTool.DOLLARS;
      double checking = audits.size() * FruitOrTool.DOLLARS;
      JsonNode report = calls.read("/admin/v1/report");
      assertThat(report.path("requests").asLong(0)).isEqualTo(requests);
      assertThat(report.path("answered_by_student").asLong(0)).isEqualTo(requests);
      assertThat(report.path("cost_usd").asDouble(1)).isZero();
      assertThat(report.path("would_have_cost_usd").asDouble(0)).isCloseTo(without, within(1e-6));
      assertThat(report.path("audit_cost_usd").asDouble(0)).isCloseTo(checking, within(1e-9));
      assertThat(report.path("saved_usd").asDouble(0)).isCloseTo(without - checking, within(1e-6));
      JsonNode task = calls.read("/admin/v1/tasks").path("tasks").path(0);
      assertThat(task.path("audit_cost_usd").asDouble(0)).isCloseTo(checking, within(1e-9));
    }
  }

  /// Audits are made after their answers: waits until each that the provider heard is stored.
  private static List<JsonNode> audits(Calls calls, FakeProvider provider) throws Exception {
    List<JsonNode> audits = List.of();
    for (int i = 0; i < 200 && (audits.isEmpty() || audits.size() < provider.asked().size()); i++) {
      Thread.sleep(20);
      audits =
          calls
              .read("/admin/v1/traces?limit=1000")
              .path("traces")
              .valueStream()
              .filter(trace -> trace.path("kind").asString("").equals("audit"))
              .toList();
    }
    return audits;
  }

  /// {@return the payloads of the events that a chat request about a fruit is answered with}
  private List<String> stream(String more) throws Exception {
    try (TaughtServer taught = new TaughtServer(data, TEACHER)) {
      HttpResponse<String> answer =
          taught.calls().post(CHAT, FruitOrTool.chat(FruitOrTool.FRUIT, more));
      assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student");
      assertThat(Calls.header(answer, "content-type")).startsWith("text/event-stream");
      assertThat(answer.body()).endsWith("\n\n");
      assertThat(taught.teacher().asked()).isEmpty();
      List<String> frames = Arrays.asList(answer.body().split("\n\n", -1));
      return frames.subList(0, frames.size() - 1).stream()
          .peek(frame -> assertThat(frame).startsWith("data: ").doesNotContain("\n"))
          .map(frame -> frame.substring("data: ".length()))
          .toList();
    }
  }

  private static String content(List<JsonNode> chunks) {
    StringBuilder content = new StringBuilder();
    for (JsonNode chunk : chunks) {
      content.append(chunk.path("choices").path(0).path("delta").path("content").asString(""));
    }
    return content.toString();
  }
}
