package dev.asterism.server;

import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import dev.asterism.model.Proof;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.StudentBudget;
import dev.asterism.train.Trainer;
import dev.asterism.wire.ChatWire;
import dev.asterism.wire.DecisionWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/// A small task, asked by chat and by decisions, with a student of it that is live when a server
/// opens its data directory: taught here and put into the store, without the loop.
final class FruitOrTool {

  /// What the student is sure to be asked about, and what it never heard of.
  static final String FRUIT = "the apple for Anna";

  static final String UNHEARD_OF = "Qxzv 1889 Jjkw";

  /// Every answer of the teacher was said to cost this.
  static final double DOLLARS = 0.0035;

  static final Map<String, Price> PRICES = Map.of("big", new Price(2.5, 1.25, 10));

  static final List<String> FRUITS = List.of("apple", "pear", "plum", "cherry", "quince");
  static final List<String> TOOLS = List.of("hammer", "saw", "drill", "chisel", "pliers");

  static final long INPUT_TOKENS = 1_000;
  static final long OUTPUT_TOKENS = 100;
  private static final Outcome.Taught TAUGHT = teach();

  private FruitOrTool() {}

  /// {@return an input about a fruit or a tool, with a word that makes it one of a kind}
  static String input(Random random) {
    List<String> things = random.nextBoolean() ? FRUITS : TOOLS;
    return "%s %s for %s %s"
        .formatted(
            pick(random, List.of("a", "one", "the", "that")),
            pick(random, things),
            pick(random, List.of("Anna", "Ben", "Carla", "Dave", "Eve")),
            Integer.toString(random.nextInt(1_000_000), 36));
  }

  static String pick(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// {@return whether a text is about a fruit}
  static boolean isFruit(String text) {
    return FRUITS.stream().anyMatch(text::contains);
  }

  /// {@return a chat request about an input}
  ///
  /// @param more further fields, each followed by a comma
  static String chat(String input, String more) {
    return ("{%s\"model\":\"big\",\"messages\":[{\"role\":\"system\",\"content\":\"Fruit or"
            + " tool?\"},{\"role\":\"user\",\"content\":\"%s\"}]}")
        .formatted(more, input);
  }

  /// {@return a decisions request about an input}
  static String decision(String input, String... questions) {
    return "{\"model\":\"big\",\"input\":\"%s\",\"questions\":[%s]}"
        .formatted(input, String.join(",", questions));
  }

  /// The question that the student knows.
  static String kind() {
    return choice("kind", "fruit", "tool");
  }

  /// A question that no student knows.
  static String colour() {
    return choice("colour", "red", "green");
  }

  private static String choice(String name, String one, String other) {
    return "{\"type\":\"choice\",\"name\":\"%s\",\"instructions\":\"Which %s is it?\",\"choices\":[{\"value\":\"%s\"},{\"value\":\"%s\"}]}"
        .formatted(name, name, one, other);
  }

  /// {@return a teacher's answer to a chat request, with the usage that costs [#DOLLARS]}
  static String chatAnswer(String content) {
    return ("{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"big\",\"choices\":[{\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}")
        .formatted(content, INPUT_TOKENS, OUTPUT_TOKENS, INPUT_TOKENS + OUTPUT_TOKENS);
  }

  /// {@return a teacher's answer to one question of a decisions request}
  static String decisionAnswer(String name, String said, String other) {
    return ("{\"model\":\"big\",\"answers\":[{\"type\":\"choice\",\"name\":\"%s\",\"choice\":\"%s\",\"confidence\":0.97,"
            + "\"probabilities\":[{\"value\":\"%s\",\"probability\":0.97},{\"value\":\"%s\",\"probability\":0.03}]}],"
            + "\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d,\"total_tokens\":%d}}")
        .formatted(
            name, said, said, other, INPUT_TOKENS, OUTPUT_TOKENS, INPUT_TOKENS + OUTPUT_TOKENS);
  }

  /// Makes a data directory in which a student of the chat task and one of the question are live.
  static void seat(Path data) {
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      byte[] chat = chat(FRUIT, "").getBytes(StandardCharsets.UTF_8);
      byte[] decision = decision(FRUIT, kind()).getBytes(StandardCharsets.UTF_8);
      Recogniser recogniser = new Recogniser();
      add(
          store,
          recogniser.sighting(ChatWire.parse(chat, Optional.empty())).orElseThrow().task().id());
      add(store, recogniser.sightings(DecisionWire.parse(decision)).getFirst().task().id());
    }
  }

  /// {@return a server's configuration: students answer, the loop does not run}
  static Config config(Path data, String provider) {
    return OneProvider.config(provider, data, PRICES, still());
  }

  /// {@return a loop that does not run}
  static Config.Loop still() {
    return loop(false, Config.Promotion.MANUAL, 0.02, 0);
  }

  /// {@return a loop that lets students answer as soon as they are proved}
  static Config.Loop learning(double eps, int repeats) {
    return loop(true, Config.Promotion.AUTOMATIC, eps, repeats);
  }

  /// One whose students read words alone, so that it learns in seconds.
  private static Config.Loop loop(
      boolean enabled, Config.Promotion promotion, double eps, int repeats) {
    return loop(enabled, promotion, eps, repeats, StudentBudget.GENEROUS);
  }

  /// {@return a loop whose students may take no more}
  static Config.Loop within(StudentBudget budget) {
    return loop(true, Config.Promotion.AUTOMATIC, 0.1, 0, budget);
  }

  private static Config.Loop loop(
      boolean enabled, Config.Promotion promotion, double eps, int repeats, StudentBudget budget) {
    return new Config.Loop(
        enabled,
        true,
        promotion,
        eps,
        OptionalDouble.empty(),
        0.05,
        repeats,
        Optional.empty(),
        false,
        Config.Loop.DEFAULT.sizeTolerance(),
        Config.Loop.DEFAULT.studentsMemory(),
        budget,
        7);
  }

  private static void add(SqliteStore store, TaskId task) {
    add(store, task, TAUGHT, threshold());
  }

  /// Makes a student of a task live.
  static void add(SqliteStore store, TaskId task, Outcome.Taught taught, double threshold) {
    byte[] file = StudentFile.encode(taught.student());
    store.add(
        new StudentCard(
            new StudentId(task, 1),
            Stage.LIVE,
            taught.provenance(),
            taught.plan(),
            digest(file),
            file.length,
            1,
            Optional.of(
                new Proof(threshold, 500, 400, 1, 0.0138, 0.02, 0.05, 0.025, List.of(), false, 0)),
            "its proof holds"),
        file);
  }

  /// Between how sure the student is of what it knows and of what it never heard of.
  private static double threshold() {
    Student student = TAUGHT.student();
    double known = student.judge(FRUIT).score();
    double unheardOf = student.judge(UNHEARD_OF).score();
    if (known <= unheardOf) {
      throw new IllegalStateException("the student does not know what it does not know");
    }
    return (known + unheardOf) / 2;
  }

  private static Outcome.Taught teach() {
    Task task =
        new Task(
            new TaskId("t_0123456789abcdef"),
            "fruit or tool",
            "",
            new AnswerSpace.Open(),
            "big",
            Origin.NAMED);
    Random random = new Random(3);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 600; i++) {
      String input = input(random);
      examples.add(example(task.id(), i, input, isFruit(input) ? "fruit" : "tool"));
    }
    return switch (new Trainer(new LearningSettings(0.2, 0.05, 7), Encoders.NONE)
        .teach(task, examples, 0, 1)) {
      case Outcome.Taught taught -> taught;
      case Outcome.NotYet(var reason) -> throw new IllegalStateException(reason);
    };
  }

  /// {@return the trace of a chat request that the teacher answered}
  static Trace answered(TraceId id) {
    return new Trace(
        id,
        Kind.ANSWER,
        Optional.empty(),
        Instant.now(),
        "/v1/chat/completions",
        "big",
        "big",
        "direct",
        200,
        Optional.empty(),
        false,
        new Usage(10, 3),
        Usd.ZERO,
        Usd.ZERO,
        5_000,
        4_000,
        0,
        Serving.NONE);
  }

  private static Example example(TaskId task, int sequence, String input, String answer) {
    return new Example(
        sequence,
        new TraceId("taught-" + (1_000 + sequence)),
        0,
        task,
        input,
        Optional.of(new Label.Text(answer)),
        true,
        answer,
        true,
        Optional.empty(),
        Optional.empty(),
        INPUT_TOKENS,
        OUTPUT_TOKENS);
  }

  private static String digest(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
