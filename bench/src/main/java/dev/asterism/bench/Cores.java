package dev.asterism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Gives a server a core of its own and those that ask it the others, so that a server that has too
/// much to do does not slow those who measure it. Where the machine cannot do that (it takes Linux,
/// `taskset` and two cores), all share what there is.
final class Cores {

  private static final String SERVERS = "0";

  /// Read before this process moves, after which it sees fewer.
  private static final int ALL = Runtime.getRuntime().availableProcessors();

  private Cores() {}

  /// {@return what stands before a command so that it runs on the servers' core; nothing where
  /// cores cannot be given}
  static List<String> servers() {
    return taskset().map(it -> List.of(it.toString(), "-c", SERVERS)).orElse(List.of());
  }

  /// Moves all threads of this process to the other cores.
  ///
  /// @return whether they are there
  static boolean leaveTheServers() throws IOException, InterruptedException {
    Optional<Path> taskset = taskset();
    if (taskset.isEmpty()) {
      return false;
    }
    Process moving =
        new ProcessBuilder(
                taskset.get().toString(),
                "-acp",
                "1-" + (ALL - 1),
                Long.toString(ProcessHandle.current().pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return moving.waitFor(10, TimeUnit.SECONDS) && moving.exitValue() == 0;
  }

  private static Optional<Path> taskset() {
    return Stream.of("/usr/bin/taskset", "/bin/taskset")
        .map(Path::of)
        .filter(Files::isExecutable)
        .filter(_ -> ALL > 1)
        .findFirst();
  }
}
