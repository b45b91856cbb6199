package dev.asterism.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The demo's server and two of its tasks, a part at a time, for tests: its teacher answers at
/// once.
public final class SmallDemo implements AutoCloseable {

  private static final long SEED = 7;
  private static final double EPS = 0.05;
  private static final int ALL = 24_000;

  private static final Set<String> TASKS = Set.of(Workload.ROUTE, Workload.SPAM);

  private final List<Workload.Request> requests =
      new Workload(SEED)
          .stream(ALL).stream().filter(request -> TASKS.contains(request.task())).toList();
  private final Teacher teacher = new Teacher(Demo.answers(requests), Duration.ZERO);
  private final ServerUnderTest server;
  private final Client client;
  private int sent;

  /// Starts a server that waits for a person's word before a student answers.
  public SmallDemo(ServerStarter starter, Path data) {
    this.server =
        starter.start(new StartSettings(0, data, teacher.baseUrl(), EPS, 0.05, SEED, false));
    this.client = new Client("http://127.0.0.1:" + server.port());
  }

  public String address() {
    return "http://127.0.0.1:" + server.port();
  }

  /// Sends the next requests, and waits until all of them were learnt from.
  public void send(int count) throws IOException, InterruptedException {
    Demo.send(requests.subList(sent, sent + count), client, (_, _, _) -> {});
    sent += count;
  }

  /// Sends until a student of some task is proved and waits for a person.
  public void sendUntilProved() throws IOException, InterruptedException {
    while (sent + 500 <= requests.size() && !stands("proved")) {
      send(500);
    }
  }

  /// {@return whether a task stands at a stage}
  public boolean stands(String stage) throws IOException {
    return read("/admin/v1/tasks")
        .path("tasks")
        .valueStream()
        .anyMatch(task -> task.path("stage").asString("").equals(stage));
  }

  public JsonNode read(String path) throws IOException {
    return client.read(path);
  }

  public Client.Answer post(String path, byte[] body) throws IOException {
    return client.post(path, body);
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    teacher.close();
  }
}
