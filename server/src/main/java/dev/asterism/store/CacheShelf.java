package dev.asterism.store;

import dev.asterism.chat.Usage;
import dev.asterism.stats.Direction;
import dev.asterism.trace.Comparison;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What semantic caches keep, and what is known of them and of thresholds that are proved.
///
/// Both are written with the trace that they come from, or not at all.
final class CacheShelf {

  private static final String KEEP =
      """
      INSERT INTO kept_answer (trace, policy, scope, attempt, question, meaning, answer, model,
        input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, until)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String COMPARE =
      """
      INSERT INTO comparison (at, policy, scope, attempt, score, agrees, threshold)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String KEPT =
      """
      SELECT * FROM (SELECT * FROM kept_answer WHERE until > ? ORDER BY number DESC LIMIT ?)
      ORDER BY number
      """;

  /// Of a scope that nobody has asked in for so long nothing is known any more.
  private static final String FORGET =
      """
      DELETE FROM comparison WHERE scope IN
        (SELECT scope FROM comparison GROUP BY scope HAVING max(at) < ?)
      """;

  private CacheShelf() {}

  static void add(Connection open, Trace.Recording recording) throws SQLException {
    if (recording.reuse().kept().isPresent()) {
      keep(open, recording.reuse().kept().get());
    }
    if (recording.reuse().comparison().isPresent()) {
      compare(open, recording.reuse().comparison().get(), recording.trace().at());
    }
  }

  private static void keep(Connection open, KeptAnswer kept) throws SQLException {
    Sql.update(
        open,
        KEEP,
        kept.trace(),
        kept.policy(),
        kept.scope(),
        kept.attempt(),
        kept.question(),
        kept.meaning().bytes(),
        kept.answer(),
        kept.model(),
        kept.usage().inputTokens(),
        kept.usage().cachedInputTokens(),
        kept.usage().outputTokens(),
        kept.usage().reasoningTokens(),
        Times.nanos(kept.until()));
  }

  private static void compare(Connection open, Comparison one, Instant at) throws SQLException {
    Sql.update(
        open,
        COMPARE,
        Times.nanos(at),
        one.policy(),
        one.scope(),
        one.attempt(),
        one.score(),
        one.agrees(),
        one.threshold().isPresent()
            ? Optional.of(one.threshold().getAsDouble())
            : Optional.empty());
  }

  /// {@return the newest answers that may still be given, oldest first}
  static List<KeptAnswer> kept(Connection open, Instant now, int limit) throws SQLException {
    return Sql.list(open, KEPT, CacheShelf::kept, Times.nanos(now), limit);
  }

  private static KeptAnswer kept(ResultSet row) throws SQLException {
    return new KeptAnswer(
        new TraceId(row.getString("trace")),
        row.getString("policy"),
        row.getString("scope"),
        row.getInt("attempt"),
        row.getString("question"),
        Direction.ofBytes(row.getBytes("meaning")),
        row.getString("answer"),
        row.getString("model"),
        new Usage(
            row.getLong("input_tokens"),
            row.getLong("cached_input_tokens"),
            row.getLong("output_tokens"),
            row.getLong("reasoning_tokens")),
        Times.instant(row.getLong("until")));
  }

  /// {@return up to `limit` comparisons after a number, oldest first}
  static List<StoredComparison> comparisons(Connection open, long after, int limit)
      throws SQLException {
    return Sql.list(
        open,
        "SELECT * FROM comparison WHERE number > ? ORDER BY number LIMIT ?",
        CacheShelf::comparison,
        after,
        limit);
  }

  private static StoredComparison comparison(ResultSet row) throws SQLException {
    double threshold = row.getDouble("threshold");
    OptionalDouble given = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(threshold);
    return new StoredComparison(
        row.getLong("number"),
        new Comparison(
            row.getString("policy"),
            row.getString("scope"),
            row.getInt("attempt"),
            row.getDouble("score"),
            row.getBoolean("agrees"),
            given));
  }

  /// Forgets what may not be given any more, and the scopes that were given up.
  ///
  /// @param now after this answers may still be given
  /// @param oldest the age of traces
  static int retain(Connection open, long now, long oldest) throws SQLException {
    Sql.update(open, "DELETE FROM kept_answer WHERE until <= ?", now);
    return Sql.update(open, FORGET, oldest);
  }
}
