package dev.asterism;

import dev.asterism.chat.Label;
import dev.asterism.chat.Value;
import dev.asterism.model.Depth;
import dev.asterism.model.StudentId;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Judgement;
import dev.asterism.trace.TraceId;
import java.util.Optional;

/// Examples of one open task, for tests.
public final class Examples {

  public static final Task TASK =
      new Task(
          new TaskId("t_0123456789abcdef"),
          "test",
          "",
          new AnswerSpace.Open(),
          "big",
          Origin.NAMED);

  public static final StudentId STUDENT = new StudentId(TASK.id(), 1);

  private Examples() {}

  /// {@return what the teacher answered}
  public static Example taught(long sequence, String input, String answer) {
    return example(sequence, input, answer, Optional.empty(), Optional.empty());
  }

  /// {@return a checked answer of the live student}
  public static Example checked(long sequence, String answer, String teacher) {
    return example(
        sequence, "x", teacher, Optional.of(STUDENT), Optional.of(new Label.Text(answer)));
  }

  /// {@return a request on which the live student abstained}
  public static Example abstained(long sequence, String teacher) {
    return example(sequence, "x", teacher, Optional.of(STUDENT), Optional.empty());
  }

  /// {@return a request that the live student could not read in time}
  public static Example unread(long sequence, String teacher) {
    Example abstained = abstained(sequence, teacher);
    return new Example(
        sequence,
        abstained.trace(),
        0,
        TASK.id(),
        "x",
        abstained.reference(),
        true,
        teacher,
        true,
        abstained.student(),
        Optional.empty(),
        Optional.of(new Judgement(Depth.UNREAD, 50_000_000)),
        20,
        2);
  }

  /// {@return an answer of the live student that nobody checked}
  public static Example unchecked(long sequence, String answer) {
    Optional<Label> said = Optional.of(new Label.Text(answer));
    return new Example(
        sequence,
        new TraceId("trace-" + (100 + sequence)),
        0,
        TASK.id(),
        "x",
        Optional.empty(),
        false,
        "",
        false,
        Optional.of(STUDENT),
        said,
        0,
        0);
  }

  private static Example example(
      long sequence,
      String input,
      String answer,
      Optional<StudentId> student,
      Optional<Label> studentAnswer) {
    return new Example(
        sequence,
        new TraceId("trace-" + (100 + sequence)),
        0,
        TASK.id(),
        input,
        Optional.of(Value.ofAnswer(answer).label()),
        true,
        answer,
        true,
        student,
        studentAnswer,
        20 + input.length() / 4,
        2);
  }
}
