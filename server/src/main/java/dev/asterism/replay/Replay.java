package dev.asterism.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Sends recorded tasks through a server while it learns, then measures it on what it never saw.
///
/// The stream pauses after every few requests until the loop has looked at them: real traffic comes
/// slower than a loopback client sends it, and the loop keeps up with it.
public final class Replay {

  private static final String MODEL = "recorded-teacher";
  private static final int AT_ONCE = 4;
  private static final int STRIDE = 100;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(3);

  private final ReplaySettings settings;
  private final ServerStarter starter;
  private final Prompts prompts = new Prompts();
  private final Progress progress;

  public Replay(ReplaySettings settings, ServerStarter starter, Progress progress) {
    this.settings = settings;
    this.starter = starter;
    this.progress = progress;
  }

  /// Hears how far a replay is.
  public interface Progress {
    void at(String phase, int done, int all);
  }

  private record Asked(TaskFolder folder, TaskFolder.Row row) {}

  private static final class Count {
    private final LongAdder streamed = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder disagreements = new LongAdder();
    private final Latencies latencies = new Latencies();
  }

  /// {@return what came out}
  ///
  /// @throws BadFolder if a folder holds no task to replay
  /// @throws IOException if the server stops answering
  public ReplayReport run() throws IOException {
    List<TaskFolder> folders = new ArrayList<>();
    for (Path folder : settings.folders()) {
      folders.add(TaskFolder.read(folder, settings.without()));
    }
    try (Workshop workshop = Workshop.open("asterism-replay")) {
      Teacher teacher = workshop.begin(() -> new Teacher(recorded(folders), Duration.ZERO));
      ServerUnderTest server =
          workshop.begin(() -> starter.start(start(workshop.directory(), teacher)));
      return run(folders, workshop.begin(() -> new Client("http://127.0.0.1:" + server.port())));
    }
  }

  private ReplayReport run(List<TaskFolder> folders, Client client) throws IOException {
    Map<String, Count> counts = new HashMap<>();
    folders.forEach(folder -> counts.put(folder.name(), new Count()));
    stream(mixed(folders, true), client, counts, true);
    settle(client);
    Map<String, JsonNode> before = admin(folders, client);
    client.post("/admin/v1/loop/freeze", new byte[0]);
    stream(mixed(folders, false), client, counts, false);
    settle(client);
    Map<String, JsonNode> after = admin(folders, client);
    List<TaskResult> results = new ArrayList<>();
    for (TaskFolder folder : folders) {
      Count count = count(counts, folder);
      results.add(
          new TaskResult(
              folder.name(),
              folder.train().size(),
              count.streamed.sum(),
              folder.test().size(),
              count.answered.sum(),
              count.disagreements.sum(),
              after.getOrDefault(
                  folder.name(), before.getOrDefault(folder.name(), MissingNode.getInstance())),
              count.latencies));
    }
    return new ReplayReport(settings, results);
  }

  private void stream(List<Asked> all, Client client, Map<String, Count> counts, boolean learning)
      throws IOException {
    String phase = learning ? "learning" : "testing";
    // Learning is sped up by asking much at once; a latency is the server's own only without a
    // queue.
    int atOnce = learning ? AT_ONCE : 1;
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (int from = 0; from < all.size(); from += STRIDE) {
        List<Future<?>> sent = new ArrayList<>();
        for (Asked asked : all.subList(from, Math.min(all.size(), from + STRIDE))) {
          sent.add(
              threads.submit(() -> {
                ask(asked, client, count(counts, asked.folder()), learning);
                return true;
              }));
        }
        for (Future<?> one : sent) {
          await(one);
        }
        if (learning) {
          settle(client);
        }
        progress.at(phase, Math.min(all.size(), from + STRIDE), all.size());
      }
    }
  }

  private void ask(Asked asked, Client client, Count count, boolean learning) throws IOException {
    TaskFolder folder = asked.folder();
    Api api = Prompts.api(settings.api(), folder);
    Client.Answer answer =
        client.post(Prompts.path(api), prompts.body(api, MODEL, folder, asked.row().input()));
    if (answer.status() != 200) {
      throw new IOException("the server answered with status " + answer.status());
    }
    boolean byStudent = answer.policy().equals("student");
    if (learning) {
      count.streamed.add(byStudent ? 1 : 0);
    } else if (byStudent) {
      count.answered.increment();
      count.latencies.add(answer.micros());
      boolean agrees = asked.row().isAnsweredBy(prompts.said(api, answer.body()));
      count.disagreements.add(agrees ? 0 : 1);
    }
  }

  private List<Asked> mixed(List<TaskFolder> folders, boolean train) {
    List<Asked> all = new ArrayList<>();
    for (TaskFolder folder : folders) {
      for (TaskFolder.Row row : train ? folder.train() : folder.test()) {
        all.add(new Asked(folder, row));
      }
    }
    Collections.shuffle(all, new Random(settings.seed()));
    return all;
  }

  static void settle(Client client) throws IOException {
    long deadline = System.nanoTime() + LONGEST_PAUSE.toNanos();
    while (!client.read("/admin/v1/loop").path("idle").asBoolean(false)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the learning loop did not come to rest in " + LONGEST_PAUSE.toSeconds() + " s");
      }
      pause();
    }
  }

  private static Map<String, JsonNode> admin(List<TaskFolder> folders, Client client)
      throws IOException {
    Map<String, JsonNode> found = new HashMap<>();
    for (JsonNode task : client.read("/admin/v1/tasks").path("tasks")) {
      String name = task.path("name").asString("");
      for (TaskFolder folder : folders) {
        if (name.equals(folder.name()) || name.startsWith("Task: " + folder.name() + ".")) {
          found.put(folder.name(), task);
        }
      }
    }
    return found;
  }

  private static Teacher.Answers recorded(List<TaskFolder> folders) {
    Map<String, Map<String, String>> recorded = new HashMap<>();
    for (TaskFolder folder : folders) {
      Map<String, String> outputs = recorded.computeIfAbsent(folder.name(), _ -> new HashMap<>());
      Stream.concat(folder.train().stream(), folder.test().stream())
          .forEach(row -> outputs.putIfAbsent(row.input(), row.output()));
    }
    return (instructions, input, _) ->
        recorded.entrySet().stream()
            .filter(task -> instructions.contains(task.getKey()))
            .map(task -> task.getValue().getOrDefault(input, ""))
            .findFirst()
            .orElse("");
  }

  private StartSettings start(Path data, Teacher teacher) {
    return new StartSettings(
        0, data, teacher.baseUrl(), settings.eps(), settings.delta(), settings.seed(), true);
  }

  private static Count count(Map<String, Count> counts, TaskFolder folder) {
    return counts.getOrDefault(folder.name(), new Count());
  }

  private static void await(Future<?> sent) throws IOException {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }
}
