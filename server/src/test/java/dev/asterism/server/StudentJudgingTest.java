package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// How far live students read what they are asked, and how long that takes, wherever it is shown.
class StudentJudgingTest {

  private static final String CHAT = "/v1/chat/completions";

  @TempDir private Path data;

  @Test
  void theTasksPageTheMetricsAndTheTraceTell() throws Exception {
    try (TaughtServer taught = new TaughtServer(data, FruitOrTool.chatAnswer("fruit"))) {
      Calls calls = taught.calls();
      String trace = "";
      for (int i = 0; i < 3; i++) {
        trace =
            Calls.header(
                calls.post(CHAT, FruitOrTool.chat(FruitOrTool.FRUIT, "")), "x-asterism-trace-id");
      }
      JsonNode task = calls.read("/admin/v1/tasks").path("tasks").path(0);
      String id = task.path("id").asString("");
      JsonNode judging = calls.read("/admin/v1/tasks/" + id).path("judging");
      assertThat(judging.path("judged").asInt()).isEqualTo(3);
      assertThat(judging.path("meaning_share").asDouble(-1)).isZero();
      assertThat(judging.path("unread_share").asDouble(-1)).isZero();
      assertThat(judging.path("mean_us").asDouble()).isBetween(0.1, 1e6);
      assertThat(judging.path("p99_us").asDouble()).isBetween(0.1, 1e6);
      assertThat(calls.get("/metrics"))
          .contains("asterism_student_verdicts_total{read=\"words\",task=\"" + id + "\"} 3.0")
          .contains("asterism_student_time_seconds_count{read=\"words\"} 3")
          .contains("asterism_student_time_seconds_count{read=\"meaning\"} 0");
      assertThat(calls.read("/admin/v1/traces/" + trace).path("steps").valueStream())
          .anyMatch(step -> step.path("read").asString("").equals("words"));
      assertThat(shown(id, taught.root()))
          .contains("of the newest 3 requests that it looked at it read the meaning of 0.0%")
          .contains("ms on average");
    }
  }

  /// {@return what the command prints of a task, on one line}
  private static String shown(String task, String url) {
    StringWriter out = new StringWriter();
    CommandLine line = Asterism.line();
    line.setOut(new PrintWriter(out));
    assertThat(line.execute("tasks", "show", task, "--url", url)).isZero();
    return out.toString().replaceAll("\\s+", " ");
  }
}
