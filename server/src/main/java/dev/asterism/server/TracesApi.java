package dev.asterism.server;

import dev.asterism.cost.Usd;
import dev.asterism.store.FoundTraces;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.TraceFilter;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/admin/v1/traces`: searches, shows, exports and forgets what was asked and answered.
final class TracesApi implements HttpService {

  private static final System.Logger LOG = System.getLogger(TracesApi.class.getName());
  private static final int MOST = 1_000;
  private static final int PAGE = 50;
  private static final int EXPORTED_AT_ONCE = 200;
  private static final double MOST_DOLLARS = 1e6;
  private static final double MOST_MILLIS = 86_400_000;

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;
  private final Runnable afterForgetting;
  private final TraceReports reports;

  /// @param afterForgetting done when a trace was deleted, so that nobody else remembers it
  TracesApi(SqliteStore store, Runnable afterForgetting) {
    this.store = store;
    this.afterForgetting = afterForgetting;
    this.reports = new TraceReports(store);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", this::search)
        .get("/export", this::export)
        .get("/{id}", this::show)
        .delete("/{id}", this::forget);
  }

  private void search(ServerRequest request, ServerResponse response) {
    try {
      Query query = new Query(request);
      int limit = (int) query.number("limit", PAGE, MOST);
      long before = (long) query.number("before", Long.MAX_VALUE, Long.MAX_VALUE);
      FoundTraces found = store.find(filter(query), before, Math.max(1, limit));
      ObjectNode body = json.createObjectNode();
      ArrayNode traces = body.putArray("traces");
      found.traces().forEach(trace -> traces.add(reports.row(trace)));
      found.next().ifPresentOrElse(number -> body.put("next", number), () -> body.putNull("next"));
      AdminAnswer.send(response, body);
    } catch (Query.Bad bad) {
      AdminAnswer.fail(response, Status.BAD_REQUEST_400, String.valueOf(bad.getMessage()));
    }
  }

  /// Writes each trace that is found as it is read: as much as there is, and no more memory than a
  /// page of it takes.
  private void export(ServerRequest request, ServerResponse response) {
    TraceFilter filter;
    try {
      filter = filter(new Query(request));
    } catch (Query.Bad bad) {
      AdminAnswer.fail(response, Status.BAD_REQUEST_400, String.valueOf(bad.getMessage()));
      return;
    }
    response.header("Content-Type", "application/x-ndjson");
    response.header("Content-Disposition", "attachment; filename=\"traces.jsonl\"");
    response.header("Cache-Control", "no-store");
    try (OutputStream out = response.outputStream()) {
      OptionalLong next = OptionalLong.of(Long.MAX_VALUE);
      while (next.isPresent()) {
        FoundTraces found = store.find(filter, next.getAsLong(), EXPORTED_AT_ONCE);
        for (Trace trace : found.traces()) {
          Optional<ObjectNode> whole = reports.whole(trace.id());
          if (whole.isPresent()) {
            out.write(json.writeValueAsBytes(whole.get()));
            out.write('\n');
          }
        }
        out.flush();
        next = found.next();
      }
    } catch (IOException _) {
      // Whoever asked has left.
    }
  }

  private void show(ServerRequest request, ServerResponse response) {
    Optional<ObjectNode> trace = id(request).flatMap(reports::story);
    if (trace.isPresent()) {
      AdminAnswer.send(response, trace.get());
    } else {
      missing(request, response);
    }
  }

  private void forget(ServerRequest request, ServerResponse response) {
    store.flush();
    Optional<TraceId> id = id(request);
    int forgotten = id.map(store::forget).orElse(0);
    afterForgetting.run();
    if (forgotten == 0) {
      missing(request, response);
      return;
    }
    LOG.log(
        System.Logger.Level.INFO,
        "trace {0} was deleted by hand, {1} in all with what was asked because of it",
        id.map(TraceId::value).orElse(""),
        forgotten);
    AdminAnswer.send(response, json.createObjectNode().put("deleted", forgotten));
  }

  private static void missing(ServerRequest request, ServerResponse response) {
    AdminAnswer.fail(
        response,
        Status.NOT_FOUND_404,
        "no trace with the id '" + request.path().pathParameters().get("id") + "' is stored");
  }

  private static Optional<TraceId> id(ServerRequest request) {
    return Optional.of(request.path().pathParameters().get("id"))
        .filter(id -> id.matches("[A-Za-z0-9_-]{8,64}"))
        .map(TraceId::new);
  }

  private static TraceFilter filter(Query query) {
    return new TraceFilter(
        query.word("task").map(TracesApi::task),
        query.word("model"),
        query.word("policy"),
        query.word("failed").filter("true"::equals).isPresent(),
        Usd.ofDollars(query.number("min_cost_usd", 0, MOST_DOLLARS)),
        (long) (1_000 * query.number("min_ms", 0, MOST_MILLIS)),
        query.word("text"));
  }

  private static TaskId task(String id) {
    if (!id.matches("t_[0-9a-f]{16}")) {
      throw new Query.Bad("task: '" + id + "' is no task's id; GET /admin/v1/tasks lists them");
    }
    return new TaskId(id);
  }
}
