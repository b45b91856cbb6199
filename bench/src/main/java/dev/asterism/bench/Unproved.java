package dev.asterism.bench;

import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.util.List;

/// Students that answer everything, proved or not.
final class Unproved {

  /// The first of these promises is taken for which there is a student: the stricter one is, the
  /// more does reading meaning pay.
  private static final double[] EPS = {0.005, 0.01, 0.02, 0.05, 0.15, 0.5};

  private static final double DELTA = 0.05;

  private Unproved() {}

  static Student taught(List<Row> rows, Encoders encoders, long seed) {
    for (double eps : EPS) {
      LearningSettings settings = new LearningSettings(eps, DELTA, seed);
      if (new Trainer(settings, encoders).teach(Lessons.TASK, Lessons.of(rows), 0, 1)
          instanceof Outcome.Taught(var student, _, _)) {
        return student;
      }
    }
    throw new IllegalStateException("no student is worth proving even at " + EPS[EPS.length - 1]);
  }

  /// {@return how many rows a student gets right}
  static long right(Student student, List<Row> rows) {
    return rows.stream()
        .filter(row -> row.isAnsweredBy(student.judge(row.input()).label().display()))
        .count();
  }
}
