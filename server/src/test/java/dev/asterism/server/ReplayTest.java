package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.replay.Api;
import dev.asterism.replay.BadFolder;
import dev.asterism.replay.Replay;
import dev.asterism.replay.ReplaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole loop over real HTTP on a small task of our own: fruit or tool.
class ReplayTest {

  private static final List<String> FRUIT = List.of("apple", "pear", "plum", "cherry", "quince");
  private static final List<String> TOOL = List.of("hammer", "saw", "drill", "chisel", "pliers");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Api.class)
  void aStudentLearnsIsProvedAndAnswersUnseenRequestsInTheTeachersFormat(Api api)
      throws IOException {
    write();
    ReplaySettings settings = new ReplaySettings(List.of(folder), Set.of(), api, 0.05, 0.05, 7);
    String report = new Replay(settings, new ReplayServer(), (_, _, _) -> {}).run().json();
    JsonNode task = new JsonMapper().readTree(report).path("tasks").iterator().next();
    assertThat(task.path("stage").asString("")).isEqualTo("live");
    assertThat(task.path("stream_coverage").asDouble()).isGreaterThan(0.1);
    assertThat(task.path("test_coverage").asDouble()).isGreaterThan(0.5);
    assertThat(task.path("test_risk").asDouble()).isLessThan(0.05);
    assertThat(task.path("proof").path("bound").asDouble()).isLessThanOrEqualTo(0.05);
    assertThat(task.path("cost_usd").path("saved_share").asDouble()).isGreaterThan(0);
    JsonNode judging = task.path("student_judging");
    assertThat(judging.path("judged").asInt()).isGreaterThan(100);
    assertThat(judging.path("meaning_share").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(judging.path("mean_us").asDouble()).isGreaterThan(0);
    assertThat(judging.path("p99_us").asDouble()).isGreaterThan(0);
  }

  /// Names that no two rows share, so that nothing but copying explains the answers.
  @Test
  void aStudentOfJsonAnswersLearnsIsProvedAndAnswersUnseenRequests() throws IOException {
    Files.writeString(
        folder.resolve("labels.json"), "{\"type\":\"extraction\",\"fields\":[\"who\",\"kind\"]}");
    Random random = new Random(3);
    Files.writeString(folder.resolve("train.jsonl"), fields(random, 1_500));
    Files.writeString(folder.resolve("test.jsonl"), fields(random, 200));
    ReplaySettings settings =
        new ReplaySettings(List.of(folder), Set.of(), Api.DECISIONS, 0.05, 0.05, 7);
    String report = new Replay(settings, new ReplayServer(), (_, _, _) -> {}).run().json();
    JsonNode task = new JsonMapper().readTree(report).path("tasks").iterator().next();
    assertThat(task.path("stage").asString("")).isEqualTo("live");
    assertThat(task.path("test_coverage").asDouble()).isGreaterThan(0.5);
    assertThat(task.path("test_risk").asDouble()).isLessThan(0.05);
  }

  private static String fields(Random random, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean fruit = random.nextBoolean();
      String who = Integer.toString(random.nextInt(1_000_000), 36).replaceAll("[0-9]", "x");
      rows.append(
          "{\"input\":\"%s %s for %s please\",\"output\":{\"who\":\"%s\",\"kind\":\"%s\"}}%n"
              .formatted(
                  List.of("a", "one", "the", "that").get(random.nextInt(4)),
                  (fruit ? FRUIT : TOOL).get(random.nextInt(5)),
                  who,
                  who,
                  fruit ? "food" : "gear"));
    }
    return rows.toString();
  }

  @Test
  void aFolderThatIsNoTaskIsTold() {
    ReplaySettings settings =
        new ReplaySettings(List.of(folder), Set.of(), Api.DECISIONS, 0.05, 0.05, 7);
    assertThatThrownBy(() -> new Replay(settings, new ReplayServer(), (_, _, _) -> {}).run())
        .isInstanceOf(BadFolder.class)
        .hasMessageContaining("labels.json");
  }

  private void write() throws IOException {
    Files.writeString(
        folder.resolve("labels.json"),
        "{\"type\":\"single_label\",\"labels\":[\"fruit\",\"tool\"]}");
    Random random = new Random(3);
    Files.writeString(folder.resolve("train.jsonl"), rows(random, 2_500));
    Files.writeString(folder.resolve("test.jsonl"), rows(random, 200));
  }

  private static String rows(Random random, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean fruit = random.nextBoolean();
      String word = (fruit ? FRUIT : TOOL).get(random.nextInt(5));
      String input =
          "%s %s for %s %s"
              .formatted(
                  List.of("a", "one", "the", "that").get(random.nextInt(4)),
                  word,
                  List.of("Anna", "Ben", "Carla", "Dave", "Eve").get(random.nextInt(5)),
                  Integer.toString(random.nextInt(1_000_000), 36));
      rows.append("{\"id\":\"")
          .append(i)
          .append("\",\"input\":\"")
          .append(input)
          .append("\",\"output\":\"")
          .append(fruit ? "fruit" : "tool")
          .append("\"}\n");
    }
    return rows.toString();
  }
}
