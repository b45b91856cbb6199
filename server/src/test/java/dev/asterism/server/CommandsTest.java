package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Every command that people see: its help, how it ends, and what a shell completes.
class CommandsTest {

  private static final Path BASH = Path.of("/bin/bash");

  /// What a command did.
  private record Run(int code, String out, String err) {}

  @TempDir private Path folder;

  static Stream<String> commands() {
    List<String> names = new ArrayList<>();
    collect("", Asterism.line(), names);
    return names.stream();
  }

  private static void collect(String path, CommandLine line, List<String> names) {
    line.getSubcommands()
        .forEach((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) {
            names.add((path + " " + name).strip());
            collect(path + " " + name, command, names);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelpsWithAnExampleInEightyColumns(String command) {
    Run help = run((command + " --help").split(" ", -1));
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Example").contains("asterism " + command);
    assertThat(help.out().lines()).allSatisfy(CommandsTest::fits);
  }

  private static void fits(String line) {
    assertThat(line.length()).as(line).isLessThanOrEqualTo(80);
  }

  @Test
  void theHelpListsEveryCommandOnceUnderItsGroup() {
    Run help = run("--help");
    assertThat(help.out()).contains("Run it:", "See what it does:", "Try it:");
    assertThat(help.out().lines()).allSatisfy(CommandsTest::fits);
    commands()
        .filter(name -> !name.contains(" "))
        .forEach(name -> assertThat(help.out()).containsOnlyOnce("\n  " + name + " "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "top --every nonsense", "replay", "completion fish"})
  void whatIsNotUnderstoodEndsWithTwo(String command) {
    Run run = run(command.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("asterism: ").contains("--help");
    assertThat(run.err().lines()).allSatisfy(CommandsTest::fits);
  }

  @Test
  void whatCannotBeDoneEndsWithOneAndOneSentence() {
    Run run = run("replay", folder.resolve("nowhere").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("asterism: ").contains("cannot be read");
    assertThat(run.err().lines()).allSatisfy(CommandsTest::fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tasks list", "report --json", "policies", "traces", "top --once", "tasks"})
  void whereNoServerAnswersItEndsWithThree(String command) throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of("--url", "http://127.0.0.1:" + closed));
    Run run = run(words.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).startsWith("asterism: ").contains("asterism serve");
    assertThat(run.err().lines()).allSatisfy(CommandsTest::fits);
  }

  @Test
  void aDoctorEndsWithOneWhereSomethingIsBrokenAndSaysSoInJson() throws IOException {
    Path config = Files.writeString(folder.resolve("wrong.yaml"), "server: {prot: 1}\n");
    Run run =
        run(
            "doctor",
            "--json",
            "--port",
            "0",
            "--config",
            config.toString(),
            "--data",
            folder.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(Calls.json(run.out()).path("healthy").asBoolean(true)).isFalse();
    assertThat(Calls.json(run.out()).path("findings").path(0).path("found").asString(""))
        .contains("wrong.yaml", "prot");
  }

  @Test
  void aDoctorNamesModelsThatBudgetsCannotCount() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("budgets.yaml"),
            """
            budgets: {day-usd: 5}
            prices: {known: {input: 1, output: 1}}
            policies:
              - {name: mixed, kind: failover, models: [known, nobodys]}
            """);
    String data = folder.resolve("data").toString();
    Run run = run("doctor", "--json", "--port", "0", "--config", config.toString(), "--data", data);
    assertThat(Calls.json(run.out()).path("findings").valueStream())
        .filteredOn(one -> one.path("part").asString("").equals("budgets"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("state").asString("")).isEqualTo("warning");
          assertThat(one.path("found").asString("")).contains("nobodys").doesNotContain("known,");
          assertThat(one.path("remedy").asString("")).contains("`prices`");
        });
  }

  @Test
  void aShellCompletesCommandsAndOptions() throws Exception {
    assumeTrue(Files.isExecutable(BASH), "there is no bash here");
    Path script = Files.writeString(folder.resolve("completion"), run("completion", "bash").out());
    assertThat(completed(script, "")).contains("serve", "doctor", "top").doesNotContain("warm-up");
    assertThat(completed(script, "tasks", "pro")).containsExactly("promote");
    assertThat(completed(script, "top", "--")).contains("--url", "--json", "--once");
  }

  /// Does what bash does at a tab.
  private List<String> completed(Path script, String... words) throws Exception {
    String typed = String.join(" ", words);
    String command =
        "source %s; COMP_WORDS=(asterism %s); COMP_CWORD=%d; _complete_asterism; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, typed.isEmpty() ? "''" : typed, words.length);
    Path out = folder.resolve("out");
    Process bash =
        new ProcessBuilder(BASH.toString(), "-c", command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8).lines().map(String::strip).toList();
  }

  /// Types into a real zsh on a terminal of its own, as a person does.
  private static final String TYPING =
      """
      zmodload zsh/zpty
      zpty shell "$1 -f -i"
      type() { zpty -w -n shell "$1"; sleep $2 }
      type "source $2"$'\\n' 2
      for words in 'tasks pro' 'top --on' 'do'; do type "asterism $words"$'\\t' 1; type $'\\x15' 0; done
      while zpty -r -t shell line; do print -r -- "$line"; done
      zpty -d shell
      """;

  @Test
  void zshCompletesThemToo() throws Exception {
    Optional<Path> zsh =
        Stream.of(Path.of("/usr/bin/zsh"), Path.of("/bin/zsh"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(zsh.isPresent(), "there is no zsh here");
    Path script = Files.writeString(folder.resolve("completion"), run("completion", "zsh").out());
    Path typing = Files.writeString(folder.resolve("typing"), TYPING);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                zsh.get().toString(),
                "-f",
                typing.toString(),
                zsh.get().toString(),
                script.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out, StandardCharsets.UTF_8))
        .contains("asterism tasks promote", "asterism top --once", "asterism doctor");
  }

  @Test
  void aConfigurationIsToldWithEachSettingsLineInJson() throws IOException {
    Path config = Files.writeString(folder.resolve("mine.yaml"), "budgets: {day-usd: 5}\n");
    Run run = run("config", "check", "--json", config.toString());
    assertThat(run.code()).isZero();
    assertThat(Calls.json(run.out()).path("settings").valueStream())
        .anySatisfy(one -> {
          assertThat(one.path("path").asString("")).isEqualTo("budgets.day-usd");
          assertThat(one.path("from").asString("")).isEqualTo("mine.yaml:1");
        });
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Asterism.line();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code = line.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
