package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.model.LabelRisk;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.model.Provenance;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Recordings and cards to store: one task with labels, one student of it.
final class Samples {

  static final Label SPAM = new Label.Text("spam");
  static final Label HAM = new Label.Text("ham");
  static final TaskId TASK_ID = new TaskId("t_0123456789abcdef");
  static final Task TASK =
      new Task(
          TASK_ID,
          "mail",
          "Is this spam?",
          AnswerSpace.Labels.of(List.of(SPAM, HAM)),
          "big",
          Origin.CHAT);
  static final StudentId STUDENT = new StudentId(TASK_ID, 1);
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private Samples() {}

  /// The teacher answered.
  static Trace.Recording taught(String id, Instant at, Optional<Label> reference) {
    return recording(
        trace(id, Kind.ANSWER, Optional.empty(), at, "big", 1_000, 1_000),
        example(id, reference, true, Optional.empty()));
  }

  static Trace.Recording taught(String id) {
    return taught(id, NOON, Optional.of(SPAM));
  }

  /// The student answered, for nothing.
  static Trace.Recording answered(String id, Label answer) {
    return recording(
        trace(id, Kind.ANSWER, Optional.empty(), NOON, STUDENT.toString(), 0, 900),
        example(id, Optional.empty(), false, Optional.of(answer)));
  }

  /// The teacher was asked as well, later.
  static Trace.Recording audit(String id, String parent, Label answer, Label reference) {
    return recording(
        trace(id, Kind.AUDIT, Optional.of(new TraceId(parent)), NOON, "big", 700, 0),
        example(id, Optional.of(reference), true, Optional.of(answer)));
  }

  static Trace.Recording recording(Trace trace, Example... examples) {
    return new Trace.Recording(
        trace, bytes("the request"), bytes("the answer"), List.of(TASK), List.of(examples));
  }

  static Trace trace(
      String id,
      Kind kind,
      Optional<TraceId> parent,
      Instant at,
      String answeredBy,
      long cost,
      long wouldHaveCost) {
    return new Trace(
        new TraceId(id),
        kind,
        parent,
        at,
        "/v1/chat/completions",
        "big",
        answeredBy,
        "direct",
        200,
        Optional.empty(),
        false,
        new Usage(10, 2, 3, 1),
        new Usd(cost),
        new Usd(wouldHaveCost),
        5_000,
        4_000,
        1,
        new Serving(Optional.of("openai"), 2, "order; after openai 429", true));
  }

  static Example example(
      String trace, Optional<Label> reference, boolean teacherAnswered, Optional<Label> answer) {
    return new Example(
        0,
        new TraceId(trace),
        0,
        TASK_ID,
        "buy now " + trace,
        reference,
        teacherAnswered,
        reference.map(Label::display).orElse(""),
        true,
        answer.map(_ -> STUDENT),
        answer,
        10,
        3);
  }

  /// {@return the bytes of a student's file, copied while it is mapped}
  static byte[] file(SqliteStore store, StudentCard card) {
    return store.read(
        card,
        file -> {
          byte[] bytes = new byte[file.remaining()];
          file.get(bytes);
          return bytes;
        });
  }

  static StudentCard card(int version) {
    return new StudentCard(
        new StudentId(TASK_ID, version),
        Stage.CANDIDATE,
        new Provenance("big", 800, 812, "00ff", 42, 1.25),
        new Plan(0.97, 0.8, List.of(0.99, 0.9), List.of(0, 1), 1_000, 0.05),
        "%064x".formatted(version),
        5,
        0,
        Optional.empty(),
        "trained");
  }

  static Proof proof() {
    return new Proof(
        0.9,
        500,
        400,
        1,
        0.0138,
        0.02,
        0.05,
        0.025,
        List.of(new LabelRisk("s:fruit", Optional.of(0.9), 400, 1, 0.0138)),
        false,
        900);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
