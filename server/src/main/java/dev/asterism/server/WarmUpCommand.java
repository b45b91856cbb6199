package dev.asterism.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `asterism warm-up`: starts, answers one request and stops, so that the launcher can record which
/// classes a start needs.
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("asterism-warm-up");
    Config config =
        new Config(
            new Config.Server("127.0.0.1", 0),
            new Config.Data(data, Duration.ofDays(1), 1 << 24),
            List.of(),
            Map.of(),
            Config.Loop.DEFAULT);
    try (AsterismServer server = AsterismServer.start(config)) {
      ask(server.port());
    } finally {
      delete(data);
    }
    return 0;
  }

  private static void ask(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/v1/chat/completions")
                .toURL()
                .openConnection();
    connection.setDoOutput(true);
    connection
        .getOutputStream()
        .write(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .getBytes(StandardCharsets.UTF_8));
    connection.getResponseCode();
    connection.disconnect();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(WarmUpCommand::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
