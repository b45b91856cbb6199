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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts on a machine without a JDK 25.
///
/// The machine of the test has one: copies of the scripts look below an empty folder for what the
/// scripts look for below the root, and find only a few tools on their path.
class LauncherTest {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final List<String> TOOLS = List.of("dirname", "grep", "readlink");

  @TempDir private Path machine;

  private Path home;
  private Path path;
  private Path scripts;

  /// What a script did.
  private record Run(int code, String out, String err) {}

  @BeforeEach
  void copy() throws IOException {
    assumeTrue(Files.isExecutable(SHELL), "the launcher is a shell script");
    home = Files.createDirectory(machine.toRealPath().resolve("home"));
    path = Files.createDirectory(machine.resolve("path"));
    scripts = Files.createDirectory(machine.resolve("asterism"));
    Files.createDirectory(scripts.resolve(".launch"));
    for (String tool : TOOLS) {
      program(path.resolve(tool), "#!/bin/sh\nexec " + tool(tool) + " \"$@\"\n");
    }
    // Tests run in their module's folder.
    Path root = Path.of("..");
    for (String script : List.of("asterism", "build", ".launch/jdk")) {
      program(
          scripts.resolve(script),
          Files.readString(root.resolve(script))
              .replaceAll("(?m)(^|\\s)/(usr|opt|Library)/", "$1" + machine + "/$2/"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"asterism", "build"})
  void withoutAJdkOneSentenceSaysWhatToDo(String script) throws Exception {
    Run run = run(script, "serve");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "Asterism needs a JDK 25 and found none: install one (https://adoptium.net) or set"
                + " JAVA_HOME to it.\n");
  }

  @Test
  void anOlderJdkIsNotTaken() throws Exception {
    jdk(home.resolve(".sdkman/candidates/java/21"), "21.0.4");
    assertThat(run(".launch/jdk").code()).isEqualTo(1);
  }

  @Test
  void aJdk25AmongAPersonsOwnIsFound() throws Exception {
    jdk(home.resolve(".sdkman/candidates/java/21"), "21.0.4");
    Path wanted = jdk(home.resolve(".sdkman/candidates/java/25"), "25.0.1");
    assertThat(run(".launch/jdk")).isEqualTo(new Run(0, wanted + "\n", ""));
  }

  @Test
  void aJdk25OnThePathIsFoundThroughItsLink() throws Exception {
    Path wanted = jdk(machine.resolve("elsewhere/jdk"), "25.0.1");
    Files.createSymbolicLink(path.resolve("javac"), wanted.resolve("bin/javac"));
    assertThat(run(".launch/jdk")).isEqualTo(new Run(0, wanted + "\n", ""));
  }

  private static Path jdk(Path folder, String version) throws IOException {
    Path compiler = Files.createDirectories(folder.resolve("bin")).resolve("javac");
    program(compiler, "#!/bin/sh\nexit 1\n");
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return folder.toRealPath();
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path tool(String name) {
    return List.of(Path.of("/usr/bin", name), Path.of("/bin", name)).stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + " on this machine"));
  }

  private Run run(String script, String... arguments) throws IOException, InterruptedException {
    Path out = machine.resolve("out");
    Path err = machine.resolve("err");
    List<String> command =
        new ArrayList<>(List.of(SHELL.toString(), scripts.resolve(script).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", path.toString());
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
