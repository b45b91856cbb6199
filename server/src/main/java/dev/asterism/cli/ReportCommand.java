package dev.asterism.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `asterism report`: what was spent and what was saved.
@Command(
    name = "report",
    description = "Show what was spent, and what students saved.",
    footer = {"", "Example:", "  asterism report --json"},
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {

  @Mixin private Admin admin = new Admin();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    JsonNode body = admin.get("/report");
    if (spec == null) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (admin.json()) {
      out.println(Admin.pretty(body));
      return;
    }
    out.println("requests              " + body.path("requests").asLong(0));
    out.println("answered by students  " + body.path("answered_by_student").asLong(0));
    out.println("without Asterism      " + Admin.dollars(body.path("would_have_cost_usd")));
    out.println("paid for answers      " + Admin.dollars(body.path("cost_usd")));
    out.println("paid for checking     " + Admin.dollars(body.path("audit_cost_usd")));
    out.println(
        "saved                 %s (%s)"
            .formatted(
                Admin.dollars(body.path("saved_usd")), Admin.percent(body.path("saved_share"))));
    for (JsonNode budget : body.path("budgets")) {
      out.println(
          "%-22s%s of %s (%s), renews %s"
              .formatted(
                  "budget of this " + budget.path("period").asString(""),
                  Admin.dollars(budget.path("spent_usd")),
                  Admin.dollars(budget.path("limit_usd")),
                  Admin.percent(budget.path("used")),
                  budget.path("renews").asString("")));
    }
  }
}
