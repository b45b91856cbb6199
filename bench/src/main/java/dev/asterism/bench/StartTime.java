package dev.asterism.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Measures how long `./asterism serve` takes from its start to the first answered request.
///
/// `StartTime [STARTS]`, in the repository's root. Each start is of the launcher itself, with an
/// empty data directory; the request is passed through to a provider that answers at once.
final class StartTime {

  private static final int STARTS = 10;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_MILLIS = 2;
  private static final byte[] REQUEST =
      KeptConnection.post(
          "/v1/chat/completions",
          "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");

  private StartTime() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    int starts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : STARTS;
    build();
    List<Long> millis = new ArrayList<>();
    try (ImmediateUpstream upstream = new ImmediateUpstream()) {
      for (int start = 0; start < starts; start++) {
        millis.add(TimeUnit.NANOSECONDS.toMillis(start(upstream.port())));
      }
    }
    System.out.println(
        "ms: " + millis.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    Collections.sort(millis);
    System.out.printf(
        "%d starts: median %d ms, least %d ms, most %d ms%n",
        starts, millis.get(starts / 2), millis.getFirst(), millis.getLast());
  }

  /// The launcher builds, and makes its cache of classes, when it finds none: no start of its own.
  private static void build() throws IOException, InterruptedException {
    int code = new ProcessBuilder("./asterism", "--version").inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("./asterism --version failed; run this in the repository's root");
    }
  }

  private static long start(int upstream) throws IOException, InterruptedException {
    int port = freePort();
    try (Scratch data = Scratch.named("start")) {
      return start(upstream, port, data.path());
    }
  }

  private static long start(int upstream, int port, Path data)
      throws IOException, InterruptedException {
    ProcessBuilder serve =
        new ProcessBuilder(
                "./asterism", "serve", "--port", Integer.toString(port), "--data", data.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    serve.environment().put("OPENAI_BASE_URL", "http://127.0.0.1:" + upstream + "/v1");
    long begun = System.nanoTime();
    Process process = serve.start();
    try {
      while (!answers(port)) {
        if (!process.isAlive() || System.nanoTime() - begun > PATIENCE) {
          throw new IOException("./asterism serve did not come to answer");
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      return System.nanoTime() - begun;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static boolean answers(int port) {
    try (KeptConnection connection = new KeptConnection(port)) {
      return connection.ask(REQUEST).startsWith("http/1.1 200");
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
