package dev.asterism.store;

import dev.asterism.cost.Usd;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Traffic and money over time, and by model.
///
/// Young traffic is shown in fine steps from the traces themselves; once there is more than a few
/// hours of it, the ledger's hours are summed, so that the answer takes no longer as traces grow.
final class History {

  private static final Duration DAYS = Duration.ofDays(30);

  private static final String SUMS =
      """
      sum(CASE WHEN kind = 'ANSWER' THEN %1$s ELSE 0 END) AS requests,
      sum(by_student) AS by_student,
      sum(CASE WHEN kind = 'ANSWER' THEN %2$s ELSE 0 END) AS errors,
      sum(CASE WHEN kind = 'ANSWER' THEN cost ELSE 0 END) AS cost,
      sum(would_have_cost) AS would_have_cost,
      sum(CASE WHEN kind <> 'ANSWER' THEN cost ELSE 0 END) AS checking
      """;

  private static final String BY_TRACE =
      "SELECT at / ? * ? AS begun, "
          + SUMS.formatted("1", "(error IS NOT NULL)")
          + " FROM trace WHERE at >= ? GROUP BY begun ORDER BY begun";

  private static final String BY_HOUR =
      "SELECT hour * 1000000000 AS begun, "
          + SUMS.formatted("requests", "errors")
          + " FROM server_hour WHERE hour >= ? GROUP BY hour ORDER BY hour";

  private static final String BY_MODEL =
      """
      SELECT model,
        sum(CASE WHEN kind = 'ANSWER' THEN requests ELSE 0 END) AS requests,
        sum(CASE WHEN kind <> 'ANSWER' THEN requests ELSE 0 END) AS checks,
        sum(errors) AS errors, sum(cost) AS cost
      FROM ledger_total
      WHERE task = '' AND model NOT LIKE 'student/%' AND model <> 'none'
      GROUP BY model ORDER BY requests DESC, model LIMIT 100
      """;

  private History() {}

  static List<Moment> until(Connection open, Instant now) throws SQLException {
    List<Long> first =
        Sql.list(open, "SELECT coalesce(min(at), 0) AS at FROM trace", row -> row.getLong("at"));
    Duration age = Duration.between(Times.instant(first.getFirst()), now);
    if (age.toHours() >= 3) {
      long from = now.minus(DAYS).getEpochSecond();
      return Sql.list(open, BY_HOUR, row -> moment(row), from);
    }
    long step =
        Duration.ofSeconds(age.toMinutes() < 3 ? 1 : age.toMinutes() < 30 ? 10 : 60).toNanos();
    return Sql.list(open, BY_TRACE, row -> moment(row), step, step, Times.nanos(now.minus(age)));
  }

  static List<ModelUse> models(Connection open) throws SQLException {
    return Sql.list(
        open,
        BY_MODEL,
        row ->
            new ModelUse(
                row.getString("model"),
                row.getLong("requests"),
                row.getLong("checks"),
                row.getLong("errors"),
                new Usd(row.getLong("cost"))));
  }

  private static Moment moment(java.sql.ResultSet row) throws SQLException {
    return new Moment(
        Times.instant(row.getLong("begun")),
        row.getLong("requests"),
        row.getLong("by_student"),
        row.getLong("errors"),
        new Usd(row.getLong("cost")),
        new Usd(row.getLong("would_have_cost")),
        new Usd(row.getLong("checking")));
  }
}
