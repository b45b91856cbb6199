package dev.asterism.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One picture of `asterism top`: no wider than 80 columns, no higher than 24 lines, whatever tasks
/// are called.
final class TopFrame {

  private static final int WIDTH = 80;
  private static final int MOST_TASKS = 12;
  private static final double NANOS = 1e9;
  private static final double HOUR = 3_600;

  private final String url;
  private final Standing now;
  private final Optional<Standing> before;

  /// @param before an earlier moment; rates are told only where there is one
  TopFrame(String url, Standing now, Optional<Standing> before) {
    this.url = url;
    this.now = now;
    this.before = before;
  }

  /// {@return its lines}
  List<String> lines(Paint paint) {
    List<String> lines = new ArrayList<>();
    lines.add(paint.strong(cut("Asterism at " + Plain.of(url))));
    lines.add("");
    totals(lines, paint);
    lines.add("");
    tasks(lines, paint);
    return lines;
  }

  private void totals(List<String> lines, Paint paint) {
    JsonNode report = now.report();
    lines.add(
        pair(
            "traffic",
            "%,d requests%s".formatted(now.requests(), traffic()),
            "by students",
            share(report.path("answered_by_student").asLong(0))));
    double saved = report.path("saved_usd").asDouble(0);
    String saving = "$%,.4f (%s)".formatted(saved, Admin.percent(report.path("saved_share")));
    lines.add(
        pair("spent", "$%,.4f%s".formatted(now.spent(), spending()), "saved", "")
            + (saved < 0 ? paint.bad(saving) : paint.good(saving)));
    long errors = report.path("errors").asLong(0);
    lines.add(
        pair("checking", Admin.dollars(report.path("audit_cost_usd")) + " of it", "errors", "")
            + (errors == 0 ? share(errors) : paint.doubtful(share(errors))));
    lines.add(
        pair(
            "students",
            "%d live, %d shadow, %d candidate"
                .formatted(now.at("live"), now.at("shadow"), now.at("candidate")),
            "shed",
            "%,d traces".formatted(report.path("traces_shed").asLong(0))));
    now.report().path("budgets").forEach(budget -> lines.add(budget(budget, paint)));
    lines.add(cut("%-10s%s".formatted("learning", doing())));
  }

  private static String budget(JsonNode budget, Paint paint) {
    String used =
        "$%,.2f of $%,.2f this %s (%s)"
            .formatted(
                budget.path("spent_usd").asDouble(0),
                budget.path("limit_usd").asDouble(0),
                Plain.of(budget.path("period").asString("")),
                Admin.percent(budget.path("used")));
    boolean over = budget.path("used").asDouble(0) >= 1;
    boolean near = budget.path("near_its_end").asBoolean(false);
    return "%-10s".formatted("budget")
        + (over ? paint.bad(used) : near ? paint.doubtful(used) : used);
  }

  private void tasks(List<String> lines, Paint paint) {
    if (now.busiest().isEmpty()) {
      lines.add("No recurring task was seen yet.");
      return;
    }
    Table table =
        new Table("task", "seen", "stage", "cover", "proved", "audited", "student", "teacher");
    int most = MOST_TASKS - now.report().path("budgets").size();
    now.busiest().valueStream().limit(most).forEach(task -> row(table, task));
    List<String> rows = table.toString().lines().toList();
    lines.add(paint.strong(rows.getFirst()));
    lines.addAll(rows.subList(1, rows.size()));
    if (now.found() > most) {
      lines.add("and %,d more".formatted(now.found() - most));
    }
  }

  private static void row(Table table, JsonNode task) {
    TaskCells cells = new TaskCells(task);
    JsonNode latency = task.path("latency_us");
    table.row(
        cells.name(),
        cells.seen(),
        cells.stage(),
        cells.coverage(),
        cells.proved(),
        cells.audited(),
        millis(latency.path("student_p50")),
        millis(latency.path("teacher_p50")));
  }

  private static String millis(JsonNode micros) {
    long value = micros.asLong(0);
    return value == 0 ? "-" : String.format(Locale.ROOT, "%.1fms", value / 1000.0);
  }

  private String doing() {
    JsonNode loop = now.loop();
    if (loop.path("frozen").asBoolean(false)) {
      return "frozen";
    }
    return loop.path("idle").asBoolean(false)
        ? "at rest"
        : Plain.of(loop.path("doing").asString(""));
  }

  private String traffic() {
    return before
        .map(then -> ", %.1f/s".formatted((now.requests() - then.requests()) / seconds(then)))
        .orElse("");
  }

  private String spending() {
    return before
        .map(then -> ", $%.2f/h".formatted(HOUR * (now.spent() - then.spent()) / seconds(then)))
        .orElse("");
  }

  private double seconds(Standing then) {
    return Math.max(1e-3, (now.nanos() - then.nanos()) / NANOS);
  }

  private String share(long part) {
    return now.requests() == 0 ? "-" : "%.1f%%".formatted(100.0 * part / now.requests());
  }

  private static String pair(String first, String one, String second, String other) {
    return "%-10s%-36s%-13s%s".formatted(first, cut(one, 35), second, other);
  }

  private static String cut(String line) {
    return cut(line, WIDTH);
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "\u2026";
  }
}
