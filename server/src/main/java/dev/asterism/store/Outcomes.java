package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.trace.TraceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/// What is stored of how well and how fast models answer.
final class Outcomes {

  /// Those of one model against one other, so that no other's push them out.
  private static final String COMPARED =
      """
      SELECT * FROM (
        SELECT trace.number, endpoint, request, agrees
        FROM trace
          JOIN body ON body.trace = trace.number
          JOIN call ON call.trace = trace.id
        WHERE kind = 'PROBE' AND answered_by = ? AND trace.number > ? AND trace.number <= ?
          AND error IS NULL AND request_cut = 0
          AND call.part = 'PROBE' AND call.model = ? AND call.agrees IS NOT NULL
        ORDER BY trace.number DESC LIMIT ?)
      ORDER BY number
      """;

  /// Those in which drafts of models were held against another's answer.
  ///
  /// @param models how many
  /// @param order of numbers
  private static String drafted(int models, String order) {
    return """
    SELECT * FROM (
      SELECT trace.number, id, endpoint, answered_by, request
      FROM trace JOIN body ON body.trace = trace.number
      WHERE kind = 'PROBE' AND answered_by = ? AND trace.number > ? AND trace.number <= ?
        AND error IS NULL AND request_cut = 0 AND EXISTS (
          SELECT 1 FROM call
          WHERE call.trace = trace.id AND call.meaning IS NOT NULL AND call.model IN (%s))
      ORDER BY trace.number %s LIMIT ?)
    ORDER BY number
    """
        .formatted(String.join(", ", Collections.nCopies(models, "?")), order);
  }

  /// Whom a route, a failover or a client itself chose was chosen before it had answered. What a
  /// cascade or a swarm gave was chosen for its answer: of those that it did not give nobody tells.
  private static final String JUDGED =
      """
      SELECT trace.*, body.*, feedback.label
      FROM feedback
        JOIN trace ON trace.id = feedback.trace
        JOIN body ON body.trace = trace.number
      WHERE feedback.position = 0 AND trace.kind = 'ANSWER' AND trace.policy IN ('route', 'direct', 'failover')
        AND request_cut = 0 AND response_cut = 0
      ORDER BY trace.number DESC LIMIT ?
      """;

  /// Of a call that was cancelled, or failed, no output is known.
  private static final String TIMES =
      """
      SELECT micros, first_micros, output_tokens FROM call
      WHERE model = ? AND output_tokens > 0
      ORDER BY trace DESC LIMIT ?
      """;

  private static final String AGREEMENT =
      """
      SELECT count(agrees) AS compared, coalesce(sum(agrees), 0) AS agreeing
      FROM (SELECT agrees FROM call WHERE model = ? ORDER BY trace DESC LIMIT ?)
      """;

  private final Connections connections;

  Outcomes(Connections connections) {
    this.connections = connections;
  }

  List<Compared> compared(String best, String model, Stretch stretch, int limit) {
    return connections.read(open ->
        Sql.list(
            open,
            COMPARED,
            row ->
                new Compared(
                    row.getString("endpoint"), row.getBytes("request"), row.getBoolean("agrees")),
            best,
            stretch.after(),
            stretch.until(),
            model,
            limit));
  }

  List<Probe> newestProbes(String best, List<String> models, Stretch stretch, int limit) {
    return drafted(best, models, "DESC", stretch, limit);
  }

  List<Probe> firstProbes(String best, List<String> models, Stretch stretch, int limit) {
    return drafted(best, models, "ASC", stretch, limit);
  }

  private List<Probe> drafted(
      String best, List<String> models, String order, Stretch stretch, int limit) {
    List<Object> values = new ArrayList<>(List.of(best, stretch.after(), stretch.until()));
    values.addAll(models);
    values.add(limit);
    return connections.read(open -> {
      List<Probe> probes = new ArrayList<>();
      for (Row row :
          Sql.list(open, drafted(models.size(), order), Outcomes::row, values.toArray())) {
        probes.add(row.probe(open));
      }
      return probes;
    });
  }

  private record Row(long number, String id, String endpoint, String best, byte[] request) {

    Probe probe(Connection open) throws SQLException {
      TraceId trace = new TraceId(id);
      return new Probe(number, trace, endpoint, best, request, Calls.of(open, trace));
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("number"),
        row.getString("id"),
        row.getString("endpoint"),
        row.getString("answered_by"),
        row.getBytes("request"));
  }

  List<Judged> judged(int limit) {
    return connections.read(open ->
        Sql.list(
            open,
            JUDGED,
            row -> new Judged(Rows.storedTrace(row), Label.parse(row.getString("label"))),
            limit));
  }

  Agreement agreement(String model, int limit) {
    return connections.read(open ->
        Sql.list(
                open,
                AGREEMENT,
                row -> new Agreement(row.getLong("compared"), row.getLong("agreeing")),
                model,
                limit)
            .getFirst());
  }

  List<CallTimes> times(String model, int limit) {
    return connections.read(open -> Sql.list(open, TIMES, Outcomes::times, model, limit));
  }

  private static CallTimes times(ResultSet row) throws SQLException {
    long first = row.getLong("first_micros");
    OptionalLong began = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(first);
    return new CallTimes(row.getLong("micros"), began, row.getLong("output_tokens"));
  }
}
