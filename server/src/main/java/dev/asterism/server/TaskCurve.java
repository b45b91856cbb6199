package dev.asterism.server;

import dev.asterism.model.Proof;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.prove.Prover;
import dev.asterism.prove.RiskCoverage;
import dev.asterism.store.SqliteStore;
import dev.asterism.student.Student;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a task's student would answer at each threshold, judged anew on the newest requests that it
/// never saw: nothing of a score is stored, and a student always judges alike.
final class TaskCurve {

  /// A student that reads meaning takes two milliseconds for some of these.
  private static final int REQUESTS = 1_000;

  private static final int POINTS = 100;

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;
  private final LoadedStudents students;
  private final double eps;
  private final double delta;

  TaskCurve(SqliteStore store, LoadedStudents students, Config.Loop settings) {
    this.store = store;
    this.students = students;
    this.eps = settings.eps();
    this.delta = settings.delta();
  }

  ObjectNode of(TaskId task) {
    Optional<StudentCard> card = TaskStanding.shown(store.of(task)).filter(TaskCurve::hasFile);
    List<Prover.Shadow> shadows =
        card.flatMap(found -> students.of(found).map(student -> shadows(found, student)))
            .orElse(List.of());
    ObjectNode body = json.createObjectNode();
    card.ifPresentOrElse(
        found -> body.put("version", found.id().version()), () -> body.putNull("version"));
    card.flatMap(StudentCard::proof)
        .map(Proof::threshold)
        .ifPresentOrElse(
            threshold -> body.put("threshold", threshold), () -> body.putNull("threshold"));
    body.put("eps", eps);
    body.put("delta", delta);
    body.put("seen", shadows.size());
    ArrayNode points = body.putArray("points");
    for (RiskCoverage.Point point : RiskCoverage.of(shadows, delta, POINTS)) {
      ObjectNode node = points.addObject();
      node.put("threshold", point.threshold());
      node.put("coverage", (double) point.n() / shadows.size());
      node.put("n", point.n());
      node.put("k", point.k());
      node.put("bound", point.bound());
    }
    return body;
  }

  private static boolean hasFile(StudentCard card) {
    return card.stage() != Stage.CANDIDATE && !card.stage().isOver();
  }

  private List<Prover.Shadow> shadows(StudentCard card, Student student) {
    List<Example> fresh =
        store.newest(card.id().task(), REQUESTS).stream()
            .filter(example -> Prover.isFresh(card, example))
            .toList();
    return Prover.shadow(card, student, fresh);
  }
}
