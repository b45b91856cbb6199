package dev.asterism.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `asterism traces`: the newest requests.
@Command(
    name = "traces",
    description = "Show the newest requests.",
    footer = {
      "",
      "Who served each one, and why, is told with --json.",
      "",
      "Example:",
      "  asterism traces --limit 20"
    },
    mixinStandardHelpOptions = true)
final class TracesCommand implements Runnable {

  @Mixin private Admin admin = new Admin();

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    JsonNode body = admin.get("/traces?limit=" + Math.clamp(limit, 1, 1000));
    String text;
    if (admin.json()) {
      text = Admin.pretty(body);
    } else {
      Table table = Table.keeping("trace", "at", "model", "how", "status", "cost", "ms", "trace");
      for (JsonNode trace : body.path("traces")) {
        table.row(
            time(trace.path("at").asString("")),
            trace.path("model").asString(""),
            trace.path("policy").asString(""),
            status(trace),
            cost(trace),
            "%.1f".formatted(trace.path("total_us").asLong(0) / 1000.0),
            trace.path("id").asString(""));
      }
      text = table.toString();
    }
    if (spec != null) {
      spec.commandLine().getOut().println(text.stripTrailing());
    }
  }

  /// With the number of attempts where there was more than one.
  private static String status(JsonNode trace) {
    int attempts = trace.path("attempts").asInt(0);
    return trace.path("status").asInt(0) + (attempts > 1 ? " (" + attempts + "x)" : "");
  }

  /// A guess is told as one.
  private static String cost(JsonNode trace) {
    return (trace.path("usage_estimated").asBoolean(false) ? "~" : "")
        + Admin.dollars(trace.path("cost_usd"));
  }

  /// Here and to the second: what a person looks for is what happened just now. Of another day the
  /// day is told.
  private static String time(String at) {
    ZonedDateTime then = Instant.parse(at).atZone(ZoneId.systemDefault());
    boolean today = then.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
    return then.format(DateTimeFormatter.ofPattern(today ? "HH:mm:ss" : "MM-dd", Locale.ROOT));
  }
}
