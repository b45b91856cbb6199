package dev.asterism.train;

import dev.asterism.model.Plan;
import dev.asterism.model.Provenance;
import dev.asterism.student.Student;

/// What came of an attempt to teach.
public sealed interface Outcome {

  /// {@return the coverage that cross-fitting promises; 0 where there is no student}
  default double promise() {
    return switch (this) {
      case Taught(_, var plan, _) -> plan.coverage();
      case NotYet _ -> 0;
    };
  }

  /// A student, frozen, with the plan of its proof.
  record Taught(Student student, Plan plan, Provenance provenance) implements Outcome {}

  /// No student, and why.
  record NotYet(String reason) implements Outcome {}
}
