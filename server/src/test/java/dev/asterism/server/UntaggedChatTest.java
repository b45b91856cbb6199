package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Chat whose whole prompt is one message of the user's, mixed with chat that is asked once, in
/// front of a whole server.
class UntaggedChatTest {

  private static final int MOST = 3_000;

  @TempDir private Path data;

  private final Random random = new Random(5);

  /// Where the clients ask.
  private String path = "";

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1beta/models/big:generateContent"})
  void untaggedChatBecomesATaskThatAStudentAnswersInTheTeachersWords(String surface)
      throws Exception {
    path = surface;
    try (FakeProvider provider = new FakeProvider(UntaggedChatTest::teacher)) {
      String task;
      try (AsterismServer server = AsterismServer.start(config(provider))) {
        Calls calls = new Calls(server);
        JsonNode found = sendUntilLive(calls);
        task = found.path("id").asString("");
        assertThat(found.path("origin").asString("")).isEqualTo("template");
        assertThat(found.path("labelled").asLong(0)).isGreaterThanOrEqualTo(50);
        assertThat(found.path("labels").valueStream().map(label -> label.asString("")))
            .containsExactlyInAnyOrder("fruit", "tool");
        answersItself(calls, provider, task);
      }
      try (AsterismServer again = AsterismServer.start(config(provider))) {
        answersItself(new Calls(again), provider, task);
      }
    }
  }

  private void answersItself(Calls calls, FakeProvider provider, String task) throws Exception {
    calls.freeze();
    int before = provider.asked().size();
    HttpResponse<String> answer = calls.post(path, chat(prompt(FruitOrTool.FRUIT)));
    assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("student");
    assertThat(Calls.header(answer, "x-asterism-task")).isEqualTo(task);
    assertThat(
            Calls.json(answer.body())
                .at(
                    isGoogles()
                        ? "/candidates/0/content/parts/0/text"
                        : "/choices/0/message/content")
                .asString(""))
        .isEqualTo("Category: fruit");
    assertThat(provider.asked()).hasSize(before);
    // One changed letter of the constant text, and the teacher is asked.
    HttpResponse<String> other =
        calls.post(path, chat(prompt(FruitOrTool.FRUIT).replace("Sort the", "Sort this")));
    assertThat(Calls.header(other, "x-asterism-policy")).isEqualTo("direct");
    assertThat(provider.asked()).hasSize(before + 1);
  }

  private JsonNode sendUntilLive(Calls calls) throws Exception {
    for (int sent = 0; sent < MOST; sent += 25) {
      for (int i = 0; i < 25; i++) {
        calls.post(path, chat(i % 3 == 0 ? oneOff() : prompt(FruitOrTool.input(random))));
      }
      while (!calls.read("/admin/v1/loop").path("idle").asBoolean(false)) {
        Thread.sleep(5);
      }
      List<JsonNode> tasks = calls.read("/admin/v1/tasks").path("tasks").valueStream().toList();
      for (JsonNode task : tasks) {
        if (task.path("stage").asString("").equals("live")) {
          assertThat(tasks).hasSize(1);
          return task;
        }
      }
    }
    throw new AssertionError("no student was live within " + MOST + " requests");
  }

  private static String teacher(String request) {
    boolean prompt = request.contains("Sort the");
    boolean fruit = FruitOrTool.isFruit(request);
    return FruitOrTool.chatAnswer(
        prompt
            ? "Category: " + (fruit ? "fruit" : "tool")
            : "Let me think about that for a while, " + request.hashCode());
  }

  private boolean isGoogles() {
    return path.startsWith("/v1beta/");
  }

  private String chat(String text) {
    return isGoogles()
        ? "{\"contents\":[{\"parts\":[{\"text\":\"" + text + "\"}]}]}"
        : "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  private static String prompt(String input) {
    return "Sort the article into fruit or tool.\\n\\nArticle: %s\\nCategory:".formatted(input);
  }

  private String oneOff() {
    return "What would %s say about %s %s in the year %d?"
        .formatted(
            FruitOrTool.pick(random, FruitOrTool.FRUITS),
            FruitOrTool.pick(random, FruitOrTool.TOOLS),
            Integer.toString(random.nextInt(1_000_000), 36),
            random.nextInt(3_000));
  }

  private Config config(FakeProvider provider) {
    return OneProvider.config(provider.baseUrl(), data, Map.of(), FruitOrTool.learning(0.1, 0));
  }
}
