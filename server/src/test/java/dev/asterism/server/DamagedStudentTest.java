package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A live student whose file was damaged while the server was down.
class DamagedStudentTest {

  enum Damage {
    ONE_BIT,
    CUT,
    EMPTY,
    MISSING
  }

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource(Damage.class)
  void afterARestartTheTeacherAnswersAndTheTasksViewSaysWhy(Damage damage) throws Exception {
    FruitOrTool.seat(data);
    String teacher = FruitOrTool.chatAnswer("says the teacher");
    try (FakeProvider provider = new FakeProvider(teacher)) {
      try (AsterismServer server =
          AsterismServer.start(FruitOrTool.config(data, provider.baseUrl()))) {
        Calls calls = new Calls(server);
        calls.freeze();
        assertThat(Calls.header(ask(calls), "x-asterism-policy")).isEqualTo("student");
      }
      damage(damage);
      try (AsterismServer server =
          AsterismServer.start(FruitOrTool.config(data, provider.baseUrl()))) {
        Calls calls = new Calls(server);
        calls.freeze();
        HttpResponse<String> answer = ask(calls);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("direct");
        assertThat(answer.body()).isEqualTo(teacher);
        JsonNode task = calls.read("/admin/v1/tasks").path("tasks").path(0);
        assertThat(task.path("stage").asString("")).isEqualTo("retired");
        assertThat(task.path("student").path("reason").asString(""))
            .startsWith("its file cannot be used: ");
      }
    }
  }

  private static HttpResponse<String> ask(Calls calls) throws Exception {
    return calls.post("/v1/chat/completions", FruitOrTool.chat(FruitOrTool.FRUIT, ""));
  }

  private void damage(Damage damage) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(data.resolve("students"), "*.student")) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        switch (damage) {
          case ONE_BIT -> {
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
          }
          case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
          case EMPTY -> Files.write(file, new byte[0]);
          case MISSING -> Files.delete(file);
        }
      }
    }
  }
}
