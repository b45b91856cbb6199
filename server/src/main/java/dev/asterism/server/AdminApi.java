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
import tools.jackson.databind.node.ObjectNode;

/// `/admin/v1`: what the command line and the console ask of a running server. Loopback only.
final class AdminApi implements HttpService {

  private final JsonMapper json = new JsonMapper();
  private final MoneyReports money;
  private final ModelReports models;
  private final TaskStandings standings;
  private final TaskReports reports;
  private final TaskCurve curve;
  private final PolicyReports policies;
  private final Latencies latencies;
  private final TracesApi traces;
  private final SettingsReport settings;
  private final LearningSchedule schedule;
  private final Live live;
  private final InstantSource clock;

  AdminApi(
      MoneyReports money,
      ModelReports models,
      TaskStandings standings,
      TaskReports reports,
      TaskCurve curve,
      PolicyReports policies,
      Latencies latencies,
      TracesApi traces,
      SettingsReport settings,
      LearningSchedule schedule,
      Live live,
      InstantSource clock) {
    this.money = money;
    this.models = models;
    this.standings = standings;
    this.curve = curve;
    this.policies = policies;
    this.latencies = latencies;
    this.traces = traces;
    this.settings = settings;
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
        .get("/next", (_, response) -> AdminAnswer.send(response, next()))
        .get("/tasks/{id}", (request, response) -> task(request, response, reports::page))
        .get(
            "/tasks/{id}/curve",
            (request, response) -> task(request, response, seen -> curve.of(seen.task().id())))
        .post(
            "/tasks/{id}/promote", (request, response) -> act(request, response, schedule::promote))
        .post("/tasks/{id}/retire", (request, response) -> act(request, response, schedule::retire))
        .register("/traces", traces)
        .get("/settings", (_, response) -> AdminAnswer.send(response, settings.json()))
        .get("/report", (_, response) -> AdminAnswer.send(response, money.totals()))
        .get("/series", (_, response) -> AdminAnswer.send(response, money.series(clock.instant())))
        .get("/models", (_, response) -> AdminAnswer.send(response, models.json()))
        .get("/latencies", (_, response) -> AdminAnswer.send(response, latencies.json()))
        .get("/policies", (_, response) -> AdminAnswer.send(response, policies.json()))
        .get("/live", (_, response) -> live.tell(response, this::news))
        .get("/loop", (_, response) -> loop(response))
        .post("/loop/freeze", this::freeze);
  }

  private void onlyFromThisMachine(ServerRequest request, ServerResponse response) {
    if (ThisMachine.asks(request)) {
      response.next();
    } else {
      AdminAnswer.fail(response, Status.FORBIDDEN_403, "the admin API answers only this machine");
    }
  }

  private void tasks(ServerRequest request, ServerResponse response) {
    try {
      TaskList list = TaskList.asked(new Query(request));
      AdminAnswer.send(response, list.of(standings.all(), reports));
    } catch (Query.Bad bad) {
      AdminAnswer.fail(response, Status.BAD_REQUEST_400, String.valueOf(bad.getMessage()));
    }
  }

  private ObjectNode next() {
    return new NextActions(repeats -> repeats.ceiling(schedule.eps(), schedule.delta()))
        .of(standings.all());
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
    Optional<Seen> seen = standings.find(id);
    if (seen.isPresent()) {
      AdminAnswer.send(response, view.of(seen.get()));
    } else {
      AdminAnswer.fail(
          response,
          Status.NOT_FOUND_404,
          "no task has the id '" + id + "'; GET /admin/v1/tasks lists them");
    }
  }

  private void act(ServerRequest request, ServerResponse response, Act act) {
    Optional<Seen> seen = standings.find(request.path().pathParameters().get("id"));
    if (seen.isPresent() && act.on(seen.get().task().id()).isEmpty()) {
      AdminAnswer.fail(
          response,
          Status.CONFLICT_409,
          "no student of this task can do that now: only a proved student can be promoted, and only"
              + " a student that is not yet retired can be retired");
      return;
    }
    task(request, response, reports::row);
  }

  private void loop(ServerResponse response) {
    AdminAnswer.send(response, doing());
  }

  private ObjectNode news() {
    ObjectNode news = json.createObjectNode();
    news.set("report", money.totals());
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
}
