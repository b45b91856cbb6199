package dev.asterism.train;

import dev.asterism.model.Plan;
import dev.asterism.student.Student;
import java.util.function.DoubleFunction;

/// What came of teaching once, cross-fitted.
sealed interface Attempt {

  /// A student with the plan of its proof.
  ///
  /// @param reads whether it reads meaning
  /// @param lighter the same student with a share, in (0, 1], of the weights that are worth keeping
  record Made(Student student, Plan plan, boolean reads, DoubleFunction<Student> lighter)
      implements Attempt {}

  /// No student, and why.
  record None(String reason) implements Attempt {}
}
