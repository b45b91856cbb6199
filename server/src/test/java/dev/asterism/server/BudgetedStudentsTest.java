package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.train.StudentBudget;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A server whose students may have next to nothing.
class BudgetedStudentsTest {

  private static final String PATH = "/v1/chat/completions";
  private static final int REQUESTS = 400;

  @TempDir private Path data;

  private final Random inputs = new Random(12);

  @Test
  void whereNoStudentFitsTheTaskSaysWhyForAsLongAsItWaits() throws Exception {
    try (FakeProvider provider =
            new FakeProvider(
                body -> FruitOrTool.chatAnswer(FruitOrTool.isFruit(body) ? "fruit" : "tool"));
        AsterismServer server =
            AsterismServer.start(
                OneProvider.config(
                    provider.baseUrl(),
                    data,
                    Map.of(),
                    FruitOrTool.within(new StudentBudget(100, 100))))) {
      Calls calls = new Calls(server);
      for (int sent = 1; sent <= REQUESTS; sent++) {
        calls.post(PATH, FruitOrTool.chat(FruitOrTool.input(inputs), ""));
        while (sent % 50 == 0 && !calls.read("/admin/v1/loop").path("idle").asBoolean(false)) {
          Thread.sleep(5);
        }
      }
      JsonNode task = calls.read("/admin/v1/tasks").path("tasks").path(0);
      assertThat(task.path("stage").asString("")).isEqualTo("observed");
      assertThat(task.path("learning").asString(""))
          .startsWith("gathering traces: 400 of ")
          .contains("; the last training gave no student: its smallest student has 1 KB");
    }
  }
}
