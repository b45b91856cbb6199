package dev.asterism.server;

import dev.asterism.model.StudentId;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Traffic.Seen;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/admin/v1`: what the command line and the console ask of a running server. Loopback only.
final class AdminApi implements HttpService {

  private static final int MOST_TRACES = 1_000;

  private final JsonMapper json = new JsonMapper();
  private final TaskReports reports;
  private final LearningSchedule schedule;
  private final Live live;
  private final InstantSource clock;

  AdminApi(TaskReports reports, LearningSchedule schedule, Live live, InstantSource clock) {
    this.live = live;
    this.clock = clock;
    this.reports = reports;
    this.schedule = schedule;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .any(this::onlyFromThisMachine)
        .get("/tasks", this::tasks)
        .get("/tasks/{id}", (request, response) -> task(request, response, reports::page))
        .post(
            "/tasks/{id}/promote", (request, response) -> act(request, response, schedule::promote))
        .post("/tasks/{id}/retire", (request, response) -> act(request, response, schedule::retire))
        .get("/traces", this::traces)
        .get("/traces/{id}", this::trace)
        .get("/report", (_, response) -> send(response, reports.totals()))
        .get("/series", (_, response) -> send(response, reports.series(clock.instant())))
        .get("/models", (_, response) -> send(response, reports.models()))
        .get("/live", (_, response) -> live.tell(response, this::news))
        .get("/loop", (_, response) -> loop(response))
        .post("/loop/freeze", this::freeze);
  }

  private void onlyFromThisMachine(ServerRequest request, ServerResponse response) {
    if (ThisMachine.asks(request)) {
      response.next();
    } else {
      fail(response, Status.FORBIDDEN_403, "the admin API answers only this machine");
    }
  }

  private void tasks(ServerRequest request, ServerResponse response) {
    ObjectNode body = json.createObjectNode();
    ArrayNode tasks = body.putArray("tasks");
    reports.seen().forEach(seen -> tasks.add(reports.row(seen)));
    send(response, body);
  }

  /// What to show of a task.
  private interface View {
    ObjectNode of(Seen seen);
  }

  /// What to do with a task's student.
  interface Act {
    /// {@return the student acted on; empty where no student stands where this is possible}
    Optional<StudentId> on(TaskId task);
  }

  private void task(ServerRequest request, ServerResponse response, View view) {
    String id = request.path().pathParameters().get("id");
    Optional<Seen> seen = reports.find(id);
    if (seen.isPresent()) {
      send(response, view.of(seen.get()));
    } else {
      fail(
          response,
          Status.NOT_FOUND_404,
          "no task has the id '" + id + "'; GET /admin/v1/tasks lists them");
    }
  }

  private void act(ServerRequest request, ServerResponse response, Act act) {
    Optional<Seen> seen = reports.find(request.path().pathParameters().get("id"));
    if (seen.isPresent() && act.on(seen.get().task().id()).isEmpty()) {
      fail(
          response,
          Status.CONFLICT_409,
          "no student of this task can do that now: only a proved student can be promoted, and only"
              + " a student that is not yet retired can be retired");
      return;
    }
    task(request, response, reports::row);
  }

  private void traces(ServerRequest request, ServerResponse response) {
    int limit =
        request
            .query()
            .first("limit")
            .asOptional()
            .filter(text -> text.matches("[0-9]{1,4}"))
            .map(Integer::parseInt)
            .map(wanted -> Math.min(wanted, MOST_TRACES))
            .orElse(50);
    send(response, reports.traces(limit));
  }

  private void trace(ServerRequest request, ServerResponse response) {
    String id = request.path().pathParameters().get("id");
    Optional<ObjectNode> trace = reports.trace(id);
    if (trace.isPresent()) {
      send(response, trace.get());
    } else {
      fail(response, Status.NOT_FOUND_404, "no trace with the id '" + id + "' is stored");
    }
  }

  private void loop(ServerResponse response) {
    send(response, doing());
  }

  private ObjectNode news() {
    ObjectNode news = json.createObjectNode();
    news.set("report", reports.totals());
    news.set("loop", doing());
    news.put("stages", schedule.stages().toString());
    return news;
  }

  private ObjectNode doing() {
    LearningSchedule.Doing doing = schedule.doing();
    ObjectNode body = json.createObjectNode();
    body.put("idle", doing.idle());
    body.put("frozen", doing.frozen());
    body.put("doing", doing.what());
    return body;
  }

  private void freeze(ServerRequest request, ServerResponse response) {
    schedule.freeze();
    loop(response);
  }

  private void fail(ServerResponse response, Status status, String message) {
    ObjectNode body = json.createObjectNode();
    ObjectNode error = body.putObject("error");
    error.put("message", message);
    error.put("type", "invalid_request_error");
    error.putNull("param");
    error.putNull("code");
    response.status(status);
    send(response, body);
  }

  private void send(ServerResponse response, ObjectNode body) {
    response.header("Content-Type", "application/json");
    response.send(json.writeValueAsBytes(body));
  }
}
