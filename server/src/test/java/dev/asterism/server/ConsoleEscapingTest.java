package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asterism.browser.Chromium;
import dev.asterism.browser.Tab;
import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.model.Provenance;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Call;
import dev.asterism.trace.Example;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Text from outside that would like to be more than text, in every place that the console shows.
class ConsoleEscapingTest {

  /// Breaks out of elements, attributes, templates and the reading direction, if it is let.
  private static final String HOSTILE =
      "</pre></textarea></title>\"'><img src=x"
          + " onerror=\"document.owned=1\"><script>document.owned=1</script><svg"
          + " onload=document.owned=1>${document.owned=1}{{7*7}}javascript:owned"
          + "\u202Egnp.exe\u2066\u0000\u0007\u001b[31m\u009b2J";

  private static final String LONG_LINE = "w".repeat(1 << 20);
  private static final TaskId TASK = new TaskId("t_00000000000000aa");
  private static final StudentId STUDENT = new StudentId(TASK, 1);

  @TempDir private Path data;

  @Test
  void hostileTextShowsHarmlesslyOnEveryPage() throws Exception {
    assumeTrue(Chromium.installed().isPresent(), "no Chromium here: apt-get install chromium");
    fill();
    try (FakeProvider provider = new FakeProvider(FruitOrTool.chatAnswer(HOSTILE_IN_JSON));
        AsterismServer server = AsterismServer.start(FruitOrTool.config(data, provider.baseUrl()));
        Chromium browser = Chromium.start(Chromium.installed().orElseThrow());
        Tab tab = browser.open()) {
      String address = "http://127.0.0.1:" + server.port();
      tab.size(360, 800);
      for (String page :
          List.of(
              "/",
              "/tasks",
              "/tasks/" + TASK.value(),
              "/models",
              "/policies",
              "/traces",
              "/traces/hostile-0001",
              "/traces/longline-0001",
              "/settings",
              "/tasks/%3Cimg%20src%3Dx%20onerror%3Ddocument.owned%3D1%3E",
              "/traces/%22%3E%3Cscript%3Edocument.owned%3D1%3C%2Fscript%3E")) {
        tab.go("about:blank");
        tab.go(address + "/#" + page);
        tab.see("Playground");
        harmless(tab, page);
      }
      tab.go(address + "/#/tasks/" + TASK.value());
      tab.see("<script>document.owned=1</script>");
      tab.go(address + "/#/playground");
      tab.write("input[list]", "big");
      tab.write("textarea[required]", HOSTILE);
      tab.click(tab.named("Send"));
      tab.see("How it came about");
      harmless(tab, "/playground");
    }
  }

  private static final String HOSTILE_IN_JSON =
      "<img src=x onerror=document.owned=1><script>document.owned=1</script>";

  private static void harmless(Tab tab, String page) throws Exception {
    assertThat(tab.evaluate("document.owned === undefined").asBoolean(false)).as(page).isTrue();
    assertThat(
            tab.evaluate("document.querySelectorAll('img, main script, main iframe').length")
                .asInt(-1))
        .as(page)
        .isZero();
    assertThat(tab.text().codePoints().filter(ConsoleEscapingTest::steers).count())
        .as(page)
        .isZero();
    assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt(0))
        .as(page)
        .isLessThanOrEqualTo(360);
  }

  /// Controls but tabs and line ends, and what turns the reading direction round.
  private static boolean steers(int letter) {
    return (Character.isISOControl(letter) && letter != '\n' && letter != '\t')
        || (letter >= 0x202A && letter <= 0x202E)
        || (letter >= 0x2066 && letter <= 0x2069);
  }

  private void fill() throws Exception {
    Label label = new Label.Text(HOSTILE);
    Task task =
        new Task(
            TASK,
            HOSTILE,
            HOSTILE,
            AnswerSpace.Labels.of(List.of(label, new Label.Text("other"))),
            HOSTILE,
            Origin.NAMED);
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      store.add(
          new StudentCard(
              STUDENT,
              Stage.PROVED,
              new Provenance(HOSTILE, 100, 0, "00", 7, 1),
              new Plan(0.9, 0.9, List.of(0.5), List.of(0), 100, 0.05),
              "%064x".formatted(1),
              5,
              100,
              Optional.of(new Proof(0.5, 100, 90, 0, 0.02, 0.02, 0.05, 0.05, List.of(), false, 0)),
              HOSTILE),
          new byte[5]);
      store.record(recording("hostile-0001", task, label, HOSTILE));
      store.record(recording("longline-0001", task, label, LONG_LINE));
    }
  }

  private static Trace.Recording recording(String id, Task task, Label label, String text) {
    Trace trace =
        new Trace(
            new TraceId(id),
            Kind.ANSWER,
            Optional.empty(),
            Instant.now(),
            "/v1/chat/completions",
            HOSTILE,
            HOSTILE,
            "direct",
            500,
            Optional.of(HOSTILE),
            false,
            new Usage(10, 0, 3, 0),
            new Usd(1_000),
            new Usd(1_000),
            5_000,
            4_000,
            1,
            new Serving(Optional.of(HOSTILE), 2, HOSTILE, false));
    Example example =
        new Example(
            0,
            trace.id(),
            0,
            TASK,
            text,
            Optional.of(label),
            true,
            HOSTILE,
            true,
            Optional.of(STUDENT),
            Optional.of(new Label.Text("other")),
            10,
            3);
    Call call =
        new Call(
            HOSTILE,
            Call.Part.ANSWER,
            new Usage(10, 0, 3, 0),
            false,
            new Usd(1_000),
            4_000,
            OptionalLong.empty(),
            HOSTILE,
            Optional.empty(),
            Optional.empty());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return new Trace.Recording(trace, body, body, List.of(task), List.of(example), List.of(call));
  }
}
