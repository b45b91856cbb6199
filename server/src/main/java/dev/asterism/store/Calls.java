package dev.asterism.store;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.trace.Call;
import dev.asterism.trace.Draft;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The calls that policies made.
final class Calls {

  /// The first two conditions follow from the third; they tell the database which index will do.
  private static final String OF_POLICY =
      """
      SELECT * FROM trace
      WHERE requested_model >= 'asterism/' AND requested_model < 'asterism0'
        AND requested_model = ? AND kind = 'ANSWER'
      ORDER BY number DESC LIMIT ?
      """;

  private Calls() {}

  static void add(Connection open, Trace.Recording recording) throws SQLException {
    int place = 0;
    for (Call call : recording.calls()) {
      Sql.update(
          open,
          "INSERT INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          recording.trace().id(),
          place++,
          call.model(),
          call.part(),
          call.usage().inputTokens(),
          call.usage().cachedInputTokens(),
          call.usage().outputTokens(),
          call.usage().reasoningTokens(),
          call.usageEstimated(),
          call.cost().nanos(),
          call.micros(),
          call.outcome(),
          call.agrees(),
          first(call),
          call.draft().map(Draft::meaning),
          call.draft().flatMap(draft -> draft.confidence().stream().boxed().findFirst()));
    }
  }

  private static Optional<Long> first(Call call) {
    return call.firstMicros().isPresent()
        ? Optional.of(call.firstMicros().getAsLong())
        : Optional.empty();
  }

  static List<Call> of(Connection open, TraceId trace) throws SQLException {
    return Sql.list(open, "SELECT * FROM call WHERE trace = ? ORDER BY place", Calls::call, trace);
  }

  /// {@return the newest requests to a policy, newest first}
  static List<PolicyRequest> ofPolicy(Connection open, String policy, int limit)
      throws SQLException {
    Map<String, List<Call>> calls = new HashMap<>();
    var _ =
        Sql.list(
            open,
            "SELECT * FROM call WHERE trace IN (SELECT id FROM (" + OF_POLICY + ")) ORDER BY place",
            row ->
                calls
                    .computeIfAbsent(row.getString("trace"), _ -> new ArrayList<>())
                    .add(call(row)),
            policy,
            limit);
    return Sql.list(open, OF_POLICY, Rows::trace, policy, limit).stream()
        .map(trace -> new PolicyRequest(trace, calls.getOrDefault(trace.id().value(), List.of())))
        .toList();
  }

  private static Call call(ResultSet row) throws SQLException {
    boolean agrees = row.getBoolean("agrees");
    boolean compared = !row.wasNull();
    long first = row.getLong("first_micros");
    OptionalLong began = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(first);
    return new Call(
        row.getString("model"),
        Call.Part.valueOf(row.getString("part")),
        new Usage(
            row.getLong("input_tokens"),
            row.getLong("cached_input_tokens"),
            row.getLong("output_tokens"),
            row.getLong("reasoning_tokens")),
        row.getBoolean("usage_estimated"),
        new Usd(row.getLong("cost")),
        row.getLong("micros"),
        began,
        row.getString("outcome"),
        compared ? Optional.of(agrees) : Optional.empty(),
        draft(row));
  }

  private static Optional<Draft> draft(ResultSet row) throws SQLException {
    double confidence = row.getDouble("confidence");
    OptionalDouble told = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(confidence);
    return Optional.ofNullable(row.getString("meaning")).map(it -> new Draft(it, told));
  }
}
