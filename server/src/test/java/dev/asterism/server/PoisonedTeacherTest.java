package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A teacher that answers at random, in front of a whole server that promotes by itself.
class PoisonedTeacherTest {

  private static final String PATH = "/v1/chat/completions";
  private static final int REQUESTS = 400;

  @TempDir private Path data;

  private final Random inputs = new Random(12);
  private final Random answers = new Random(13);

  @Test
  void nothingIsEverPromotedAndTheTeacherAnswersEverything() throws Exception {
    try (FakeProvider provider =
            new FakeProvider(
                _ -> FruitOrTool.chatAnswer(answers.nextBoolean() ? "fruit" : "tool"));
        AsterismServer server =
            AsterismServer.start(
                OneProvider.config(
                    provider.baseUrl(), data, Map.of(), FruitOrTool.learning(0.1, 0)))) {
      Calls calls = new Calls(server);
      for (int sent = 1; sent <= REQUESTS; sent++) {
        calls.post(PATH, FruitOrTool.chat(FruitOrTool.input(inputs), ""));
        while (sent % 50 == 0 && !calls.read("/admin/v1/loop").path("idle").asBoolean(false)) {
          Thread.sleep(5);
        }
      }
      JsonNode task = calls.read("/admin/v1/tasks").path("tasks").path(0);
      JsonNode shown = calls.read("/admin/v1/tasks/" + task.path("id").asString(""));
      assertThat(shown.path("students").valueStream())
          .extracting(student -> student.path("stage").asString(""))
          .allMatch(stage -> stage.equals("shadow") || stage.equals("retired"));
      // More is wanted only after a training that gave no student worth a proof.
      assertThat(shown.path("learning").asString("")).startsWith("gathering traces: 400 of ");
      assertThat(provider.asked()).hasSize(REQUESTS);
    }
  }
}
