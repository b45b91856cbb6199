package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A teacher that calls everything by other names from one day on, in front of a whole server.
class ChangeOfMindTest {

  private static final String PATH = "/v1/chat/completions";
  private static final int MOST = 3_000;

  @TempDir private Path data;

  private final Random random = new Random(11);
  private volatile boolean changed;

  @Test
  void aTeacherThatChangesItsMindHalfwayCostsTheStudentItsPlaceAndTeachesAnother()
      throws Exception {
    try (FakeProvider provider = new FakeProvider(this::teacher);
        AsterismServer server =
            AsterismServer.start(
                OneProvider.config(
                    provider.baseUrl(), data, Map.of(), FruitOrTool.learning(0.1, 0)))) {
      Calls calls = new Calls(server);
      JsonNode first = sendUntil(calls, "live", 0);
      changed = true;
      JsonNode demoted = sendUntil(calls, "demoted", 0);
      assertThat(version(demoted)).isGreaterThanOrEqualTo(version(first));
      JsonNode second = sendUntil(calls, "live", version(demoted));
      assertThat(second.path("accuracy").asDouble(0)).isGreaterThan(0.95);
      calls.freeze();
      int before = provider.asked().size();
      String answer = calls.post(PATH, FruitOrTool.chat(FruitOrTool.FRUIT, "")).body();
      assertThat(answer).contains("\"edible\"");
      assertThat(provider.asked()).hasSize(before);
    }
  }

  /// {@return the first student above a version to stand at a stage}
  private JsonNode sendUntil(Calls calls, String stage, int above) throws Exception {
    for (int sent = 0; sent < MOST; sent += 25) {
      for (int i = 0; i < 25; i++) {
        calls.post(PATH, FruitOrTool.chat(FruitOrTool.input(random), ""));
      }
      while (!calls.read("/admin/v1/loop").path("idle").asBoolean(false)) {
        Thread.sleep(5);
      }
      for (JsonNode student : students(calls)) {
        if (version(student) > above && student.path("stage").asString("").equals(stage)) {
          return student;
        }
      }
    }
    throw new AssertionError("no student was " + stage + " within " + MOST + " requests");
  }

  private static int version(JsonNode student) {
    return student.path("version").asInt(0);
  }

  private static List<JsonNode> students(Calls calls) throws Exception {
    JsonNode task = calls.read("/admin/v1/tasks").path("tasks").path(0);
    return calls
        .read("/admin/v1/tasks/" + task.path("id").asString(""))
        .path("students")
        .valueStream()
        .toList();
  }

  private String teacher(String request) {
    boolean fruit = FruitOrTool.isFruit(request);
    String before = fruit ? "fruit" : "tool";
    String after = fruit ? "edible" : "tool";
    return FruitOrTool.chatAnswer(changed ? after : before);
  }
}
