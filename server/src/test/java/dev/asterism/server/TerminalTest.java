package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The program as people see it: colours, redrawing and Ctrl-C, in front of a server whose tasks
/// and prompts are called what nobody should print.
class TerminalTest {

  private static final String HARM = "\u202egnp\u001b[2J\u001b]0;owned\u0007\u009b31m\u2066 x";
  private static final int INTERRUPTED = 130;
  private static final String ESCAPE = "\u001b";

  @TempDir private Path folder;

  @Test
  void namesAndPromptsThatMeanHarmShowHarmlesslyInEveryCommand() throws Exception {
    try (FakeProvider provider =
            new FakeProvider(
                _ -> "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"yes\"}}]}");
        AsterismServer server = AsterismServer.start(config(provider))) {
      String id = traffic(server);
      String url = "http://127.0.0.1:" + server.port();
      for (List<String> command :
          List.of(
              List.of("tasks", "list"),
              List.of("tasks", "list", "--json"),
              List.of("tasks", "show", id),
              List.of("tasks", "show", id, "--json"),
              List.of("traces"),
              List.of("traces", "--json"),
              List.of("top", "--once"),
              List.of("top", "--json"))) {
        String shown = printed(Stream.concat(command.stream(), Stream.of("--url", url)));
        assertThat(shown).as("%s", command).contains("gnp");
        assertThat(shown.lines().flatMapToInt(String::codePoints).filter(TerminalTest::steers))
            .as("%s", command)
            .isEmpty();
        if (!command.contains("--json")) {
          assertThat(shown.lines())
              .as("%s", command)
              .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        }
      }
    }
  }

  @Test
  void topRedrawsInPlaceAndCtrlCGivesTheTerminalBack() throws Exception {
    try (FakeProvider provider = new FakeProvider("{}");
        AsterismServer server = AsterismServer.start(config(provider));
        Terminal terminal =
            Terminal.on(
                folder, "top", "--every", "0.3", "--url", "http://127.0.0.1:" + server.port())) {
      terminal.await("/s");
      assertThat(terminal.written())
          .startsWith("\u001b[?1049h\u001b[?25l\u001b[?7l")
          .contains("\u001b[H");
      terminal.interrupt();
      terminal.ended();
      assertThat(terminal.written()).endsWith("\u001b[?7h\u001b[?25h\u001b[?1049l");
    }
  }

  @Test
  void coloursAreForTerminalsOnly() throws Exception {
    try (Terminal terminal = Terminal.on(folder, "--help");
        Terminal file = Terminal.without(folder, "--help")) {
      assertThat(terminal.ended()).isZero();
      assertThat(file.ended()).isZero();
      assertThat(terminal.written()).contains(ESCAPE);
      assertThat(file.written()).contains("Run it").doesNotContain(ESCAPE);
    }
  }

  @Test
  void aReplayThatIsInterruptedLeavesNothingBehind() throws Exception {
    Path task = task();
    try (Terminal replay = Terminal.without(folder, "replay", task.toString())) {
      Path temporary = folder.resolve("tmp");
      for (int i = 0; i < 400 && left(temporary).isEmpty(); i++) {
        Thread.sleep(50);
      }
      assertThat(left(temporary)).isNotEmpty();
      Thread.sleep(Duration.ofSeconds(1));
      replay.interrupt();
      assertThat(replay.ended()).isEqualTo(INTERRUPTED);
      assertThat(left(temporary)).isEmpty();
    }
  }

  /// A task that takes longer than anybody waits here.
  private Path task() throws IOException {
    Path task = Files.createDirectory(folder.resolve("task"));
    Files.writeString(
        task.resolve("labels.json"), "{\"type\":\"single_label\",\"labels\":[\"odd\",\"even\"]}");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      rows.append(
          "{\"id\":\"%d\",\"input\":\"number %d\",\"output\":\"%s\"}\n"
              .formatted(i, i, i % 2 == 0 ? "even" : "odd"));
    }
    Files.writeString(task.resolve("train.jsonl"), rows);
    Files.writeString(task.resolve("test.jsonl"), rows);
    return task;
  }

  /// Sends a request whose every name means harm; returns the task's id.
  private static String traffic(AsterismServer server) throws Exception {
    Calls calls = new Calls(server);
    ObjectNode request = new JsonMapper().createObjectNode().put("model", HARM);
    request.putObject("metadata").put("task", HARM);
    ArrayNode messages = request.putArray("messages");
    messages.addObject().put("role", "system").put("content", "Is it good? " + HARM);
    messages.addObject().put("role", "user").put("content", HARM);
    calls.post("/v1/chat/completions", request.toString());
    for (int i = 0; i < 200; i++) {
      String id = calls.read("/admin/v1/tasks").path("tasks").path(0).path("id").asString("");
      if (!id.isEmpty()) {
        return id;
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("the task was not stored");
  }

  private static String printed(Stream<String> arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = Asterism.line();
    line.setOut(new PrintWriter(out));
    assertThat(line.execute(arguments.toArray(String[]::new))).isZero();
    return out.toString();
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  private Config config(FakeProvider provider) {
    return OneProvider.config(
        provider.baseUrl(), folder.resolve("data"), Map.of(), Config.Loop.DEFAULT);
  }

  private static List<Path> left(Path temporary) throws IOException {
    if (!Files.exists(temporary)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("asterism"))
          .toList();
    }
  }
}
