package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program in a process of its own, on a pseudo-terminal or without one.
final class Terminal implements AutoCloseable {

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Path KILL = Path.of("/bin/kill");

  private final Process process;
  private final Path out;

  private Terminal(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /// Runs it where it finds a terminal.
  static Terminal on(Path folder, String... arguments) throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), "script(1) makes the terminal, and is not here");
    String command = "exec " + String.join(" ", java(folder, arguments));
    return start(folder, List.of(SCRIPT.toString(), "-qec", command, "/dev/null"));
  }

  /// Runs it with its output in a file.
  static Terminal without(Path folder, String... arguments) throws IOException {
    return start(folder, java(folder, arguments));
  }

  private static Terminal start(Path folder, List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().remove("NO_COLOR");
    builder.environment().put("TERM", "xterm");
    return new Terminal(builder.start(), out);
  }

  private static List<String> java(Path folder, String... arguments) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            Asterism.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// {@return what it has written so far}
  String written() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /// Waits until it has written something.
  void await(String text) throws IOException, InterruptedException {
    for (int i = 0; i < 600 && process.isAlive() && !written().contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(written()).contains(text);
  }

  /// Does what Ctrl-C does to the process itself.
  void interrupt() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(KILL), "there is no kill(1) here");
    ProcessHandle program = process.children().findFirst().orElse(process.toHandle());
    new ProcessBuilder(KILL.toString(), "-INT", Long.toString(program.pid())).start().waitFor();
  }

  /// {@return its exit code, once it has ended}
  int ended() throws InterruptedException {
    assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
