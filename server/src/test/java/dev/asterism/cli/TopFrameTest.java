package dev.asterism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Pictures of a server with more tasks than there is room for, some of them with names that mean
/// harm.
class TopFrameTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Paint PLAIN = new Paint(false);
  private static final String URL = "http://127.0.0.1:8484";

  @Test
  void itFitsATerminalOfEightyByTwentyFourWhateverTasksAreCalled() {
    List<String> lines =
        new TopFrame(URL, standing(3_000_000_000L, 1_234_567, 12_345.678), earlier()).lines(PLAIN);
    // Below it stands how to end, after an empty line.
    assertThat(lines.size() + 2).isLessThanOrEqualTo(24);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(String.join("", lines).chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(lines).anySatisfy(line -> assertThat(line).contains(".[2J", "live"));
    assertThat(lines.getLast()).isEqualTo("and 88 more");
  }

  @Test
  void ratesAreOfTheTimeBetweenTwoLooks() {
    Standing now = standing(3_000_000_000L, 120, 2);
    Standing then = standing(1_000_000_000L, 100, 1);
    assertThat(new TopFrame(URL, now, Optional.of(then)).lines(PLAIN))
        .anySatisfy(line -> assertThat(line).contains("120 requests, 10.0/s"))
        .anySatisfy(line -> assertThat(line).contains("$2.0000, $1800.00/h"));
    assertThat(String.join("\n", new TopFrame(URL, now, Optional.empty()).lines(PLAIN)))
        .doesNotContain("/s", "/h");
  }

  @Test
  void eachBudgetHasALineInPlaceOfATask() {
    Standing standing = standing(3_000_000_000L, 120, 2);
    ObjectNode report = (ObjectNode) standing.report();
    report
        .putArray("budgets")
        .addObject()
        .put("period", "month")
        .put("limit_usd", 1e6)
        .put("spent_usd", 912_345.678)
        .put("used", 0.912)
        .put("near_its_end", true);
    List<String> lines = new TopFrame(URL, standing, Optional.empty()).lines(PLAIN);
    assertThat(lines.size() + 2).isLessThanOrEqualTo(24);
    assertThat(lines)
        .contains("budget    $912,345.68 of $1,000,000.00 this month (91.2%)")
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void aServerWithoutTrafficIsShownToo() {
    JsonNode nothing = JSON.createObjectNode();
    List<String> lines =
        new TopFrame(URL, new Standing(0, nothing, nothing, nothing), Optional.empty())
            .lines(PLAIN);
    assertThat(lines).contains("No recurring task was seen yet.");
  }

  @Test
  void aScreenIsGivenBackOnceAndNotDrawnOnAfterThat() {
    StringWriter terminal = new StringWriter();
    Screen screen = new Screen(new PrintWriter(terminal));
    screen.draw(List.of("one"));
    screen.close();
    String closed = terminal.toString();
    screen.draw(List.of("two"));
    screen.close();
    assertThat(terminal.toString())
        .isEqualTo(closed)
        .startsWith("\u001b[?1049h\u001b[?25l\u001b[?7l")
        .contains("one")
        .endsWith("\u001b[?7h\u001b[?25h\u001b[?1049l");
  }

  private static Optional<Standing> earlier() {
    return Optional.of(standing(1_000_000_000L, 1, 0));
  }

  private static Standing standing(long nanos, long requests, double spent) {
    ObjectNode report = JSON.createObjectNode();
    report.put("requests", requests).put("answered_by_student", requests / 2).put("errors", 3);
    report.put("cost_usd", spent).put("audit_cost_usd", 0).put("saved_usd", 98_765.4321);
    report.put("saved_share", 0.9).put("traces_shed", 12_345_678);
    ArrayNode tasks = JSON.createArrayNode();
    for (int i = 0; i < 100; i++) {
      ObjectNode task = tasks.addObject();
      task.put("name", "\u001b[2J\u202e task " + i + " " + "x".repeat(500));
      task.put("sightings", 1_000_000_000L - i).put("stage", i % 2 == 0 ? "live" : "candidate");
      task.put("coverage", 0.5);
      task.putObject("latency_us").put("student_p50", 12).put("teacher_p50", 1_234_567);
    }
    ObjectNode loop =
        JSON.createObjectNode().put("idle", false).put("doing", "\u001b[31m".repeat(60));
    ObjectNode list = JSON.createObjectNode().put("total", tasks.size());
    list.putObject("by_stage").put("live", 50).put("candidate", 50);
    list.set("tasks", tasks);
    return new Standing(nanos, report, list, loop);
  }
}
