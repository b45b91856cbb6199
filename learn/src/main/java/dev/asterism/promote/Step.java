package dev.asterism.promote;

import dev.asterism.model.StudentCard;

/// What to do next for a task.
public sealed interface Step {

  /// Nothing, and why.
  record Wait(String why) implements Step {}

  /// Teach a new student.
  ///
  /// @param attempt how many proofs were tried since the last promotion, this one included
  record Train(int attempt) implements Step {}

  /// Hold a student against all its fresh traffic: one in shadow to be proved, one that serves to
  /// be proved from a looser threshold on.
  record Look(StudentCard student) implements Step {}

  /// Let a proved student answer.
  record GoLive(StudentCard student) implements Step {}

  /// Ask a person to let a proved student answer.
  record Propose(StudentCard student) implements Step {}

  /// A student is done: its proof failed, or a better one took its place.
  record Retire(StudentCard student, String why) implements Step {}

  /// A live student turned out worse than promised: it answers no more, nor will those that learnt
  /// from the same traffic.
  record Demote(StudentCard student, String why) implements Step {}
}
