package dev.asterism.server;

import dev.asterism.guard.Account;
import dev.asterism.guard.Budgets;
import dev.asterism.store.Moment;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Totals;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says in JSON what all traffic cost, what it would have cost, and what may still be spent.
record MoneyReports(SqliteStore store, Budgets budgets) {

  private static final JsonMapper JSON = new JsonMapper();

  /// {@return the sums since the first day}
  ObjectNode totals() {
    Totals totals = store.totals();
    ObjectNode body = JSON.createObjectNode();
    double without = totals.wouldHaveCost().dollars();
    double with = totals.cost().dollars() + totals.auditCost().dollars();
    body.put("requests", totals.requests());
    body.put("answered_by_student", totals.answeredByStudent());
    body.put("errors", totals.errors());
    body.put("cost_usd", totals.cost().dollars());
    body.put("would_have_cost_usd", without);
    body.put("audit_cost_usd", totals.auditCost().dollars());
    body.put("saved_usd", without - with);
    body.put("saved_share", without == 0 ? 0 : (without - with) / without);
    body.put("traces_stored", store.stored());
    body.put("traces_shed", store.shed());
    body.put("tasks", store.countTasks());
    ArrayNode kept = body.putArray("budgets");
    budgets.accounts().forEach(account -> budget(kept.addObject(), account));
    return body;
  }

  private static void budget(ObjectNode node, Account account) {
    node.put("period", account.budget().period().word());
    node.put("limit_usd", account.budget().limit().dollars());
    node.put("spent_usd", account.spent().dollars());
    node.put("used", account.used());
    node.put("near_its_end", account.isNearItsEnd());
    node.put("renews", account.renews().toString());
  }

  /// {@return traffic and money over time}
  ObjectNode series(Instant now) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode points = body.putArray("points");
    for (Moment moment : store.history(now)) {
      ObjectNode point = points.addObject();
      point.put("at", moment.at().getEpochSecond());
      point.put("requests", moment.requests());
      point.put("answered_by_student", moment.answeredByStudent());
      point.put("errors", moment.errors());
      point.put("cost_usd", moment.cost().dollars());
      point.put("would_have_cost_usd", moment.wouldHaveCost().dollars());
      point.put("checking_usd", moment.checking().dollars());
    }
    return body;
  }
}
