package dev.asterism.server;

import dev.asterism.chat.Value;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoders;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import dev.asterism.wire.ChatWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A chat task whose answers keep to a JSON schema of several fields, and a student that learnt it.
final class Bookings {

  static final String SCHEMA =
      "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"booking\",\"strict\":true,\"schema\":{\"type\":\"object\","
          + "\"additionalProperties\":false,\"required\":[\"place\",\"guests\",\"time\"],\"properties\":{"
          + "\"place\":{\"type\":\"string\"},\"guests\":{\"type\":\"integer\"},"
          + "\"time\":{\"type\":\"string\",\"enum\":[\"noon\",\"night\"]}}}}}";

  private static final List<String> SYLLABLES =
      List.of("Ba", "ko", "ri", "Mo", "ne", "ta", "Lu", "s\u00E9", "wi", "Ha");

  private Bookings() {}

  /// A request in words with its answer as the teacher writes it.
  record Booking(String input, String answer) {}

  static Booking booking(Random random) {
    String place = name(random) + (random.nextBoolean() ? " & " + name(random) : "");
    int guests = 2 + random.nextInt(40);
    boolean noon = random.nextBoolean();
    return new Booking(
        "book %s for %d %s"
            .formatted(place, guests, noon ? "at lunch time" : "in the late evening"),
        "{\n  \"place\": \"%s\",\n  \"guests\": %d,\n  \"time\": \"%s\"\n}"
            .formatted(place, guests, noon ? "noon" : "night"));
  }

  private static String name(Random random) {
    return SYLLABLES.get(random.nextInt(10))
        + SYLLABLES.get(random.nextInt(10))
        + SYLLABLES.get(random.nextInt(10));
  }

  /// {@return a chat request}
  ///
  /// @param more further fields, each followed by a comma
  static String chat(String input, String more) {
    return ("{%s\"model\":\"big\",\"messages\":[{\"role\":\"system\",\"content\":\"Understand the"
            + " booking.\"},{\"role\":\"user\",\"content\":\"%s\"}],\"response_format\":%s}")
        .formatted(more, input, SCHEMA);
  }

  /// Makes a data directory in which a student of the task is live.
  static void seat(Path data) {
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      Task task =
          new Recogniser()
              .sighting(
                  ChatWire.parse(chat("x", "").getBytes(StandardCharsets.UTF_8), Optional.empty()))
              .orElseThrow()
              .task();
      FruitOrTool.add(store, task.id(), taught(task), 0.8);
    }
  }

  private static Outcome.Taught taught(Task task) {
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 600; i++) {
      Booking booking = booking(random);
      examples.add(
          new Example(
              i,
              new TraceId("taught-" + (1_000 + i)),
              0,
              task.id(),
              booking.input(),
              Optional.of(Value.ofAnswer(booking.answer()).label()),
              true,
              booking.answer(),
              true,
              Optional.empty(),
              Optional.empty(),
              FruitOrTool.INPUT_TOKENS,
              FruitOrTool.OUTPUT_TOKENS));
    }
    return switch (new Trainer(new LearningSettings(0.05, 0.05, 7), Encoders.NONE)
        .teach(task, examples, 0, 1)) {
      case Outcome.Taught taught -> taught;
      case Outcome.NotYet(var reason) -> throw new IllegalStateException(reason);
    };
  }
}
