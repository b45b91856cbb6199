package dev.asterism.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs a command, such as the tests of clients in another language, while these listen on
/// loopback: a provider of every dialect, Asterism before it, and an Asterism whose students are
/// live. Their addresses are in the command's environment; its exit code is ours.
final class ServersForClients {

  private ServersForClients() {}

  /// @param command with its arguments
  public static void main(String[] command) throws Exception {
    if (command.length == 0) {
      System.err.println("Usage: ServersForClients COMMAND [ARGUMENT...]");
      System.exit(2);
    }
    System.exit(run(List.of(command)));
  }

  private static int run(List<String> command) throws Exception {
    Path data = Files.createTempDirectory("asterism-clients");
    try (EveryDialect dialects = new EveryDialect(Files.createDirectory(data.resolve("passed")));
        TaughtServer taught =
            new TaughtServer(
                Files.createDirectory(data.resolve("taught")),
                FruitOrTool.chatAnswer("says the teacher"))) {
      return await(
          command,
          Map.of(
              "ASTERISM_TEST_PROVIDER", dialects.direct(),
              "ASTERISM_TEST_SERVER", dialects.through(),
              "ASTERISM_TEST_STUDENTS", taught.root()));
    } finally {
      delete(data);
    }
  }

  private static int await(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
