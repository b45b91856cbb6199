package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.cost.Price;
import dev.asterism.train.StudentBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A boss model that writes new inputs with the very words that the student is unsure of.
class CoachTest {

  private static final String PATH = "/v1/chat/completions";
  private static final JsonMapper JSON = new JsonMapper();

  private static final int WORDS = 60;

  @TempDir private Path data;
  private int bosses;
  private boolean babbling;

  @Test
  void whatABossWritesAndTheTeacherLabelsMakesABetterStudentAndIsBooked() throws Exception {
    JsonNode alone = firstStudent(Optional.empty(), data.resolve("alone"));
    JsonNode coached =
        firstStudent(Optional.of(new Config.Coaching("boss", 5)), data.resolve("coached"));
    assertThat(bosses).isPositive();
    assertThat(coached.path("student").path("planned_coverage").asDouble(0))
        .isGreaterThanOrEqualTo(alone.path("student").path("planned_coverage").asDouble(0));
    assertThat(coached.path("student").path("accuracy").asDouble(0))
        .isGreaterThan(alone.path("student").path("accuracy").asDouble(0));
    assertThat(coached.path("student").path("traces").asInt(0))
        .isLessThanOrEqualTo(alone.path("student").path("traces").asInt(0));
    assertThat(coached.path("coaching").path("lessons").asInt(0)).isGreaterThanOrEqualTo(10);
    assertThat(coached.path("coaching").path("cost_usd").asDouble(0)).isPositive();
    assertThat(coached.path("audit_cost_usd").asDouble(0))
        .isGreaterThanOrEqualTo(coached.path("coaching").path("cost_usd").asDouble(0));
    // Nobody asked what the boss wrote: it is no traffic.
    assertThat(coached.path("sightings").asInt(0)).isEqualTo(coached.path("labelled").asInt(0));
  }

  @Test
  void noMoreIsSpentThanTheBudget() throws Exception {
    JsonNode task =
        firstStudent(Optional.of(new Config.Coaching("boss", 0.02)), data.resolve("poor"));
    double spent = task.path("coaching").path("cost_usd").asDouble(0);
    // The call that is under way when the budget ends is still paid.
    assertThat(spent).isBetween(FruitOrTool.DOLLARS, 0.02 + FruitOrTool.DOLLARS);
  }

  @Test
  void aBossThatBabblesTeachesNothingAndHoldsUpNothing() throws Exception {
    babbling = true;
    JsonNode task =
        firstStudent(Optional.of(new Config.Coaching("boss", 1)), data.resolve("babble"));
    assertThat(task.path("coaching").path("lessons").asInt(-1)).isZero();
    assertThat(task.path("coaching").path("cost_usd").asDouble(0)).isPositive();
  }

  private JsonNode firstStudent(Optional<Config.Coaching> coach, Path directory) throws Exception {
    Random random = new Random(12);
    try (FakeProvider provider = new FakeProvider(this::answer);
        AsterismServer server =
            AsterismServer.start(config(directory, provider.baseUrl(), coach))) {
      Calls calls = new Calls(server);
      for (int sent = 0; sent < 600; sent++) {
        calls.post(PATH, FruitOrTool.chat(input(random), ""));
        if (sent % 25 == 24) {
          while (!calls.read("/admin/v1/loop").path("idle").asBoolean(false)) {
            Thread.sleep(5);
          }
          JsonNode task = calls.read("/admin/v1/tasks").path("tasks").path(0);
          if (task.path("student").isObject()) {
            return task;
          }
        }
      }
    }
    throw new AssertionError("no student was taught");
  }

  /// With a name that makes it one of a kind.
  private static String input(Random random) {
    String name = Integer.toString(random.nextInt(36 * 36 * 36), 36).replaceAll("[0-9]", "q");
    return "may I have one %s for %s".formatted(word(random.nextInt(WORDS)), name);
  }

  /// A word of its own, of which nothing but itself tells what it is.
  private static String word(int number) {
    Random letters = new Random(1_000L + number);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      word.append((char) ('a' + letters.nextInt(26)));
    }
    return word.toString();
  }

  private String answer(String request) {
    JsonNode body = JSON.readTree(request);
    String text = body.path("messages").path(1).path("content").asString("");
    if (!body.path("model").asString("").equals("boss")) {
      int number = 0;
      while (number < WORDS && !text.contains(word(number))) {
        number++;
      }
      return FruitOrTool.chatAnswer(number % 2 == 0 ? "fruit" : "tool");
    }
    bosses++;
    if (babbling) {
      return FruitOrTool.chatAnswer("I would rather talk about the weather.");
    }
    List<String> inputs = new ArrayList<>();
    for (int number = 0; number < WORDS; number++) {
      if (text.contains(word(number))) {
        inputs.add("please bring the " + word(number) + " soon");
        inputs.add("where is my " + word(number));
      }
    }
    ObjectNode reply = JSON.createObjectNode();
    inputs.forEach(reply.putArray("inputs")::add);
    String content = JSON.writeValueAsString(reply);
    return FruitOrTool.chatAnswer(content.replace("\"", "\\\""));
  }

  private static Config config(Path directory, String provider, Optional<Config.Coaching> coach) {
    return OneProvider.config(
        provider,
        directory,
        Map.of("big", new Price(2.5, 1.25, 10), "boss", new Price(2.5, 1.25, 10)),
        new Config.Loop(
            true,
            true,
            Config.Promotion.MANUAL,
            0.1,
            OptionalDouble.empty(),
            0.05,
            0,
            coach,
            false,
            Config.Loop.DEFAULT.sizeTolerance(),
            1 << 20,
            StudentBudget.GENEROUS,
            7));
  }
}
