package dev.asterism.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `asterism policies`: what policies were asked, took and have proved.
@Command(
    name = "policies",
    description = "Show what policies cost, and what is proved of them.",
    footer = {"", "Example:", "  asterism policies --json"},
    mixinStandardHelpOptions = true)
final class PoliciesCommand implements Runnable {

  @Mixin private Admin admin = new Admin();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    JsonNode body = admin.get("/policies");
    PrintWriter out = Output.of(spec);
    if (admin.json()) {
      out.println(Admin.pretty(body));
      return;
    }
    if (body.path("policies").isEmpty()) {
      out.println("No policy is configured; `asterism config example` shows some.");
      return;
    }
    out.print(asked(body));
    Table proved =
        new Table("proved of", "scope", "given from", "compared", "differ", "at most", "audits");
    for (JsonNode policy : body.path("policies")) {
      evidence(proved, policy, "proved_threshold", "drafts");
      evidence(proved, policy, "semantic_cache", "cache");
    }
    Table learnt = learnt(body);
    for (Table table : List.of(learnt, proved)) {
      if (!table.isEmpty()) {
        out.println();
        out.print(table);
      }
    }
    out.flush();
  }

  private static Table asked(JsonNode body) {
    Table asked = new Table("policy", "kind", "requests", "failed", "cost", "best model alone");
    for (JsonNode policy : body.path("policies")) {
      asked.row(
          policy.path("name").asString(""),
          policy.path("kind").asString(""),
          policy.path("requests").asLong(0),
          policy.path("errors").asLong(0),
          Admin.dollars(policy.path("cost_usd")),
          Admin.dollars(policy.path("would_have_cost_usd")));
    }
    return asked;
  }

  private static Table learnt(JsonNode body) {
    Table learnt = new Table("judge of", "drafts of", "probes", "good", "told apart");
    for (JsonNode policy : body.path("policies")) {
      for (JsonNode member : policy.path("learnt_judge")) {
        learnt.row(
            policy.path("name").asString(""),
            member.path("model").asString(""),
            member.path("probes").asLong(0)
                + (member.path("enough").asBoolean(false) ? "" : ", too few"),
            member.path("good").asLong(0),
            member.has("told_apart") ? Admin.percent(member.path("told_apart")) : "-");
      }
    }
    return learnt;
  }

  private static void evidence(Table table, JsonNode policy, String field, String what) {
    for (JsonNode scope : policy.path(field)) {
      boolean proved = scope.has("threshold");
      table.row(
          policy.path("name").asString("") + " " + what,
          scope.path("scope").asString("").substring(0, 8),
          proved ? scope.path("threshold").asString("") : "not yet",
          proved ? scope.path("n").asLong(0) : scope.path("compared").asLong(0),
          proved ? scope.path("k").asLong(0) : "-",
          proved ? Admin.percent(scope.path("bound")) : "-",
          "%d of %d".formatted(scope.at("/audit/k").asLong(0), scope.at("/audit/n").asLong(0)));
    }
  }
}
