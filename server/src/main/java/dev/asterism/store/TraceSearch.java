package dev.asterism.store;

import dev.asterism.trace.Trace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Looks through traces, newest first. One call looks through a bounded number of them, however
/// rare what is wanted, and says where to go on: no search holds a person, or the disk, for long.
final class TraceSearch {

  /// Narrow rows are quick to read, bodies are not.
  private static final int ROWS = 100_000;

  private static final int BODIES = 2_000;

  private final StringBuilder sql = new StringBuilder("SELECT trace.* FROM trace");
  private final List<Object> values = new ArrayList<>();

  private TraceSearch() {}

  private record Numbered(long number, Trace trace) {}

  static FoundTraces find(Connection open, TraceFilter filter, long before, int limit)
      throws SQLException {
    long end = Math.min(before, Sql.number(open, "SELECT coalesce(max(number), 0) FROM trace") + 1);
    long begin = Math.max(0, end - (filter.text().isPresent() ? BODIES : ROWS));
    TraceSearch search = new TraceSearch();
    search.where(filter, begin, end);
    search.sql.append(" ORDER BY number DESC LIMIT ?");
    search.values.add(limit);
    List<Numbered> found =
        Sql.list(
            open,
            search.sql.toString(),
            row -> new Numbered(row.getLong("number"), Rows.trace(row)),
            search.values.toArray());
    long next = found.size() == limit ? found.getLast().number() : begin;
    boolean more =
        Sql.number(open, "SELECT EXISTS (SELECT 1 FROM trace WHERE number < ?)", next) == 1;
    return new FoundTraces(
        found.stream().map(Numbered::trace).toList(),
        more ? OptionalLong.of(next) : OptionalLong.empty());
  }

  private void where(TraceFilter filter, long begin, long end) {
    if (filter.text().isPresent()) {
      sql.append(" JOIN body ON body.trace = trace.number");
    }
    sql.append(" WHERE number >= ? AND number < ?");
    values.add(begin);
    values.add(end);
    filter
        .task()
        .ifPresent(task ->
            and(
                "EXISTS (SELECT 1 FROM example WHERE example.trace = trace.id AND task = ?)",
                task));
    filter
        .model()
        .ifPresent(model ->
            and(
                "(instr(lower(requested_model), lower(?)) OR instr(lower(answered_by), lower(?)))",
                model,
                model));
    filter.policy().ifPresent(policy -> and("policy = ?", policy));
    if (filter.failed()) {
      and("error IS NOT NULL");
    }
    if (filter.least().nanos() > 0) {
      and("cost >= ?", filter.least().nanos());
    }
    if (filter.slowest() > 0) {
      and("total_micros >= ?", filter.slowest());
    }
    filter
        .text()
        .ifPresent(text ->
            and(
                "(instr(lower(CAST(request AS TEXT)), lower(?))"
                    + " OR instr(lower(CAST(response AS TEXT)), lower(?)))",
                text,
                text));
  }

  private void and(String condition, Object... bound) {
    sql.append(" AND ").append(condition);
    values.addAll(List.of(bound));
  }
}
