package dev.asterism.bench;

import dev.asterism.chat.Value;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recorded rows as the traces that a student is taught with.
final class Lessons {

  static final Task TASK =
      new Task(
          new TaskId("t_0000000000000000"),
          "recorded",
          "",
          new AnswerSpace.Open(),
          "recorded",
          Origin.NAMED);

  private Lessons() {}

  /// {@return rows as the teacher's answers, in their order}
  static List<Example> of(List<Row> rows) {
    List<Example> examples = new ArrayList<>();
    for (Row row : rows) {
      long sequence = examples.size() + 1L;
      examples.add(
          new Example(
              sequence,
              new TraceId("trace-%05d".formatted(sequence)),
              0,
              TASK.id(),
              row.input(),
              Optional.of(Value.ofAnswer(row.output()).label()),
              true,
              row.output(),
              true,
              Optional.empty(),
              Optional.empty(),
              20 + row.input().length() / 4,
              3));
    }
    return examples;
  }

  /// {@return a student of rows}
  ///
  /// @param eps the risk it is planned for: a lenient one gets a student of every task
  static Student teach(List<Row> rows, double eps, Encoders encoders, long seed) {
    return switch (new Trainer(new LearningSettings(eps, 0.05, seed), encoders)
        .teach(TASK, of(rows), 0, 1)) {
      case Outcome.Taught taught -> taught.student();
      case Outcome.NotYet(var reason) -> throw new IllegalStateException(reason);
    };
  }
}
