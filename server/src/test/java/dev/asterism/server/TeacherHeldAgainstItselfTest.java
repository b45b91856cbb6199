package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a task's page says of its teacher: how far it agrees with itself, and with the truth.
class TeacherHeldAgainstItselfTest {

  private static final String PATH = "/v1/chat/completions";
  private static final int REPEATS = 5;

  @TempDir private Path data;

  @Test
  void aTeacherThatWaversIsAskedTwiceSoOftenAndNoMore() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (FakeProvider provider =
            new FakeProvider(
                _ -> FruitOrTool.chatAnswer(asked.getAndIncrement() % 2 == 0 ? "fruit" : "tool"));
        AsterismServer server = AsterismServer.start(config(provider))) {
      Calls calls = new Calls(server);
      int sent = 0;
      while (task(calls).path("teacher_noise").path("asked_twice").asInt(0) < REPEATS) {
        calls.post(PATH, FruitOrTool.chat("number " + sent, ""));
        assertThat(++sent).isLessThan(3_000);
      }
      int before = task(calls).path("labelled").asInt(0);
      for (int i = 0; i < 300; i++) {
        calls.post(PATH, FruitOrTool.chat("again " + i, ""));
      }
      JsonNode task = task(calls);
      // One may have been under way when enough were there.
      assertThat(task.path("teacher_noise").path("asked_twice").asInt(0))
          .isBetween(REPEATS, REPEATS + 2);
      assertThat(task.path("teacher_noise").path("differing").asInt(0)).isPositive();
      assertThat(task.path("labelled").asInt(0)).isEqualTo(before + 300);
      assertThat(task.path("sightings").asInt(0)).isEqualTo(sent + 300);
      assertThat(task.path("audit_cost_usd").asDouble(0)).isPositive();
    }
  }

  @Test
  void feedbackShowsWhoIsRightAndTheTeachersOwnAnswerIsKept() throws Exception {
    try (FakeProvider provider = new FakeProvider(FruitOrTool.chatAnswer("fruit"));
        AsterismServer server = AsterismServer.start(config(provider))) {
      Calls calls = new Calls(server);
      for (String truth : List.of("fruit", "tool", "fruit", "tool", "tool")) {
        HttpResponse<String> answer = calls.post(PATH, FruitOrTool.chat("one more", ""));
        String trace = Calls.header(answer, "x-asterism-trace-id");
        calls.read("/admin/v1/tasks");
        HttpResponse<String> told =
            calls.post(
                "/v1/feedback", "{\"trace_id\":\"%s\",\"answer\":\"%s\"}".formatted(trace, truth));
        assertThat(told.statusCode()).isEqualTo(200);
      }
      JsonNode truth = task(calls).path("truth");
      assertThat(truth.path("known").asInt(0)).isEqualTo(5);
      assertThat(truth.path("teacher_right").asInt(0)).isEqualTo(2);
    }
  }

  @Test
  void aStudentThatIsRightWhereItsTeacherIsNotIsSaidToBeBetter() throws Exception {
    FruitOrTool.seat(data);
    try (FakeProvider provider = new FakeProvider(FruitOrTool.chatAnswer("tool"));
        AsterismServer server =
            AsterismServer.start(FruitOrTool.config(data, provider.baseUrl()))) {
      Calls calls = new Calls(server);
      // The student answers "fruit"; a tenth is audited, where the teacher says "tool".
      for (int i = 0; i < 200; i++) {
        HttpResponse<String> answer = calls.post(PATH, FruitOrTool.chat(FruitOrTool.FRUIT, ""));
        calls.read("/admin/v1/loop");
        calls.post(
            "/v1/feedback",
            "{\"trace_id\":\"%s\",\"answer\":\"fruit\"}"
                .formatted(Calls.header(answer, "x-asterism-trace-id")));
      }
      JsonNode truth = task(calls).path("truth");
      assertThat(truth.path("answered_by_both").asInt(0)).isGreaterThan(5);
      assertThat(truth.path("only_student_right").asInt(0))
          .isEqualTo(truth.path("answered_by_both").asInt(0));
      assertThat(truth.path("student_is_better").asBoolean(false)).isTrue();
    }
  }

  private static JsonNode task(Calls calls) throws Exception {
    return calls.read("/admin/v1/tasks").path("tasks").path(0);
  }

  private Config config(FakeProvider provider) {
    return OneProvider.config(
        provider.baseUrl(), data, FruitOrTool.PRICES, FruitOrTool.learning(0.02, REPEATS));
  }
}
