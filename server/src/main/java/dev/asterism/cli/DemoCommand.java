package dev.asterism.cli;

import dev.asterism.replay.Demo;
import dev.asterism.replay.ServerStarter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `asterism demo`: the whole loop in under a minute, with no key and no network.
@Command(
    name = "demo",
    description = "See students learn, be proved and answer: no key, no network.",
    footer = {"", "Example:", "  asterism demo --keep"},
    mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

  @Option(names = "--keep", description = "Leave the server running until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port; 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Of the traffic (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print what came out as JSON, and nothing else.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final ServerStarter starter;

  DemoCommand(ServerStarter starter) {
    this.starter = starter;
  }

  @Override
  public void run() {
    PrintWriter out = Output.of(spec);
    if (!json) {
      introduce(out);
    }
    try (Bar bar = new Bar("requests")) {
      new Demo(starter, seed, port)
          .run(
              (_, done, all) -> bar.at("", done, all),
              shown -> {
                bar.end();
                if (json) {
                  out.println(json(shown));
                } else {
                  show(out, shown);
                }
                stay(out, shown);
              });
    } catch (IOException e) {
      throw new Trouble("The demo broke off: " + e.getMessage() + ".");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void introduce(PrintWriter out) {
    out.println(
        "Generated traffic, a simulated teacher (it stands for a model at GPT-4o's list price");
    out.printf(
        "that takes %d ms; here it answers %d times as fast), and a real server.%n",
        Demo.STANDS_FOR.toMillis(), Demo.SPED_UP);
    out.flush();
  }

  private static String json(Demo.Shown shown) {
    ObjectNode body = new JsonMapper().createObjectNode();
    body.put("port", shown.port());
    body.set("report", shown.report());
    body.set("tasks", shown.tasks().path("tasks"));
    return Admin.pretty(body);
  }

  private static void show(PrintWriter out, Demo.Shown shown) {
    Table table =
        new Table("task", "seen", "stage", "cover", "proved", "audited", "latency", "cost");
    for (JsonNode task : shown.tasks().path("tasks")) {
      TaskCells cells = new TaskCells(task);
      table.row(
          cells.name(),
          cells.seen(),
          cells.stage(),
          cells.coverage(),
          cells.proved(),
          cells.audited(),
          "%d\u2192%.2fms"
              .formatted(
                  Demo.STANDS_FOR.toMillis(),
                  task.path("latency_us").path("student_p50").asLong(0) / 1000.0),
          "$%.2f\u2192$%.2f"
              .formatted(
                  task.path("would_have_cost_usd").asDouble(0),
                  task.path("cost_usd").asDouble(0) + task.path("audit_cost_usd").asDouble(0)));
    }
    out.println();
    out.print(table);
    out.println();
    out.println(
        "cover: share of all requests that students answered, the time before they were proved");
    out.println(
        "included; proved: risk bound at 95 % confidence; audited: differing / checked answers;");
    out.println(
        "latency: teacher\u2192student; cost: without\u2192with Asterism, checking included.");
    JsonNode report = shown.report();
    out.printf(
        "All traffic, one-off chat included: %s without, %s less with Asterism (%s).%n",
        Admin.dollars(report.path("would_have_cost_usd")),
        Admin.dollars(report.path("saved_usd")),
        Admin.percent(report.path("saved_share")));
  }

  /// With `--keep` for as long as the process is not stopped.
  private void stay(PrintWriter out, Demo.Shown shown) throws InterruptedException {
    if (!json) {
      out.println(
          keep
              ? "Look closer: ./asterism tasks list --url http://127.0.0.1:%d (Ctrl-C stops)"
                  .formatted(shown.port())
              : "Look closer: ./asterism demo --keep, then ./asterism tasks list --url ...");
    }
    out.flush();
    if (keep) {
      new CountDownLatch(1).await();
    }
  }
}
