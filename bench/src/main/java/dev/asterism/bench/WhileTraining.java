package dev.asterism.bench;

import dev.asterism.replay.Client;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Measures what a training costs the requests that come while it runs.
///
/// `WhileTraining DIRECTORY [REQUESTS-A-SECOND [SECONDS]]`: a server in a process of its own learns
/// train.jsonl in four blocks, each followed by a rest of so many seconds. All the while a model is
/// asked by its name, and rows of test.jsonl are, in turns, at a steady rate; a time counts from
/// when its request was due. What was asked while a student was taught is held against what was
/// asked while none was.
final class WhileTraining {

  private static final String CHAT = "/v1/chat/completions";
  private static final String TASK = "x-asterism-task: trial";
  private static final String INSTRUCTIONS = "Answer with one label and nothing else.";
  private static final int BLOCKS = 4;
  private static final int PATIENCE_SECONDS = 180;
  private static final int POLL_MILLIS = 20;

  /// What the server does beside answering, and beside looking at its traffic.
  private enum Doing {
    NOTHING,
    TRAINING,
    OTHER
  }

  private final JsonMapper json =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private final Map<String, String> answers = new HashMap<>();
  private final Map<Doing, Histogram> named = new EnumMap<>(Doing.class);
  private final Map<Doing, Histogram> asked = new EnumMap<>(Doing.class);
  private final List<Row> train;
  private final List<Row> test;
  private final int rate;
  private volatile Doing doing = Doing.OTHER;
  private volatile boolean feeding;
  private volatile boolean over;
  private int trainings;

  private WhileTraining(TaskFolder task, int rate) {
    this.rate = rate;
    this.test = task.test();
    this.train = new ArrayList<>(task.train());
    Collections.shuffle(train, new Random(7));
    Stream.concat(train.stream(), test.stream())
        .forEach(row -> answers.putIfAbsent(row.input(), row.output()));
  }

  static void main(String[] arguments) throws Exception {
    TaskFolder task = TaskFolder.read(Path.of(arguments[0]), Set.of());
    int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    new WhileTraining(task, rate).run(seconds);
  }

  private void run(int seconds) throws Exception {
    try (Scratch scratch = Scratch.named("while-training");
        ImmediateUpstream upstream = new ImmediateUpstream(this::answer);
        ProxyProcess server = ProxyProcess.learning(scratch.path(), upstream.port());
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> watching = threads.submit(() -> watch(server.port()));
      Future<?> asking = threads.submit(() -> ask(server.port()));
      for (int block = 0; block < BLOCKS; block++) {
        System.err.printf("Block %d of %d...%n", block + 1, BLOCKS);
        feed(server.port(), train.size() * block / BLOCKS, train.size() * (block + 1) / BLOCKS);
        rest(seconds);
      }
      over = true;
      watching.get();
      asking.get();
    }
    print();
  }

  private String answer(String request) {
    JsonNode body = json.readTree(request.substring(request.indexOf("\r\n\r\n") + 4));
    String input = body.path("messages").path(1).path("content").asString("");
    return answers.getOrDefault(input, "none");
  }

  private void feed(int port, int from, int to) throws IOException {
    feeding = true;
    try (KeptConnection connection = new KeptConnection(port)) {
      for (Row row : train.subList(from, to)) {
        connection.ask(request(row.input()));
      }
    }
    feeding = false;
  }

  /// Until no student was taught for so many seconds together.
  private void rest(int seconds) throws InterruptedException {
    long polls = TimeUnit.SECONDS.toMillis(seconds) / POLL_MILLIS;
    long patience = TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS) / POLL_MILLIS;
    for (long poll = 0; polls > 0 && poll < patience; poll++) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      polls -= doing == Doing.NOTHING ? 1 : 0;
    }
  }

  private Void watch(int port) throws IOException, InterruptedException {
    boolean wasTraining = false;
    try (Client client = new Client("http://127.0.0.1:" + port)) {
      while (!over) {
        JsonNode loop = client.read("/admin/v1/loop");
        boolean training = loop.path("doing").asString("").startsWith("training");
        doing = feeding ? Doing.OTHER : training ? Doing.TRAINING : Doing.NOTHING;
        trainings += training && !wasTraining ? 1 : 0;
        wasTraining = training;
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
    return null;
  }

  private Void ask(int port) throws IOException {
    byte[] plain = KeptConnection.post(CHAT, body("model", "y".repeat(1_024)));
    long pause = TimeUnit.SECONDS.toNanos(1) / rate;
    try (KeptConnection connection = new KeptConnection(port)) {
      long due = System.nanoTime();
      for (int number = 0; !over; number++, due += pause) {
        LockSupport.parkNanos(due - System.nanoTime());
        boolean byName = number % 2 == 0;
        Doing before = doing;
        connection.ask(byName ? plain : request(test.get(number / 2 % test.size()).input()));
        Doing then = before == doing ? before : Doing.OTHER;
        count(byName ? named : asked, then, System.nanoTime() - due);
      }
    }
    return null;
  }

  private static void count(Map<Doing, Histogram> times, Doing doing, long nanos) {
    times.computeIfAbsent(doing, _ -> Load.histogram()).recordValue(nanos);
  }

  private byte[] request(String input) {
    return KeptConnection.post(CHAT, List.of(TASK), body("teacher", input));
  }

  private String body(String model, String input) {
    ObjectNode body = json.createObjectNode();
    body.put("model", model);
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", INSTRUCTIONS);
    messages.addObject().put("role", "user").put("content", input);
    return json.writeValueAsString(body);
  }

  private void print() {
    System.out.println("| asked | while | requests | p50 µs | p99 µs | p99.9 µs |");
    System.out.println("|---|---|---|---|---|---|");
    row("a model by its name", "none is taught", named, Doing.NOTHING);
    row("a model by its name", "a student is taught", named, Doing.TRAINING);
    row("the task that is learnt", "none is taught", asked, Doing.NOTHING);
    row("the task that is learnt", "a student is taught", asked, Doing.TRAINING);
    System.out.printf("%d requests a second; %d students taught.%n", rate, trainings);
  }

  private static void row(String what, String meanwhile, Map<Doing, Histogram> times, Doing doing) {
    Histogram histogram = times.getOrDefault(doing, Load.histogram());
    System.out.printf(
        "| %s | %s | %d | %d | %d | %d |%n",
        what,
        meanwhile,
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50) / 1_000,
        histogram.getValueAtPercentile(99) / 1_000,
        histogram.getValueAtPercentile(99.9) / 1_000);
  }
}
