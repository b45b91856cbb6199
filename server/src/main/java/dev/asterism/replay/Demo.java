package dev.asterism.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Shows the whole loop in under a minute: a simulated teacher, generated traffic, a real server.
public final class Demo {

  /// How much faster than the model it stands for the simulated teacher answers.
  public static final int SPED_UP = 35;

  /// What the model it stands for takes.
  public static final Duration STANDS_FOR = Duration.ofMillis(700);

  /// What it sends.
  public static final int REQUESTS = 24_000;

  private static final int AT_ONCE = 32;
  private static final int STRIDE = 250;

  private final ServerStarter starter;
  private final long seed;
  private final int port;

  public Demo(ServerStarter starter, long seed, int port) {
    this.starter = starter;
    this.seed = seed;
    this.port = port;
  }

  /// What the demo showed, and the server that is still running.
  ///
  /// @param tasks what the server says of its tasks
  /// @param report its totals
  public record Shown(JsonNode tasks, JsonNode report, int port) {}

  /// Hears the result while the server still runs.
  public interface Audience {
    void see(Shown shown) throws IOException, InterruptedException;
  }

  public void run(Replay.Progress progress, Audience audience)
      throws IOException, InterruptedException {
    List<Workload.Request> requests = new Workload(seed).stream(REQUESTS);
    try (Workshop workshop = Workshop.open("asterism-demo")) {
      Teacher teacher =
          workshop.begin(() -> new Teacher(answers(requests), STANDS_FOR.dividedBy(SPED_UP)));
      ServerUnderTest server =
          workshop.begin(() ->
              starter.start(
                  new StartSettings(
                      port, workshop.directory(), teacher.baseUrl(), 0.02, 0.05, seed, true)));
      Client client = workshop.begin(() -> new Client("http://127.0.0.1:" + server.port()));
      send(requests, client, progress);
      JsonNode tasks = client.read("/admin/v1/tasks");
      audience.see(new Shown(tasks, client.read("/admin/v1/report"), server.port()));
    }
  }

  static void send(List<Workload.Request> requests, Client client, Replay.Progress progress)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int from = 0; from < requests.size(); from += STRIDE) {
        List<Future<Client.Answer>> sent = new ArrayList<>();
        for (Workload.Request request :
            requests.subList(from, Math.min(requests.size(), from + STRIDE))) {
          sent.add(threads.submit(() -> client.post(request.path(), request.body())));
        }
        for (Future<Client.Answer> one : sent) {
          if (one.get().status() != 200) {
            throw new IOException("the server answered with status " + one.get().status());
          }
        }
        Replay.settle(client);
        progress.at("learning", Math.min(requests.size(), from + STRIDE), requests.size());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }
  }

  /// {@return a teacher that knows the truth of a stream}
  static Teacher.Answers answers(List<Workload.Request> requests) {
    Map<String, String> truths = new HashMap<>();
    requests.forEach(request -> truths.put(request.input(), request.truth()));
    return (instructions, input, labels) -> {
      String task =
          instructions.startsWith("Which queue")
              ? Workload.ROUTE + "|"
              : instructions.startsWith("The message is")
                  ? Workload.SPAM + "|"
                  : instructions.startsWith("How urgent") ? Workload.URGENCY + "|" : "";
      return truths.getOrDefault(task + input, labels.isEmpty() ? "neutral" : labels.getFirst());
    };
  }
}
