package dev.asterism.student;

import dev.asterism.model.LabelRisk;
import dev.asterism.model.Proof;
import dev.asterism.model.StudentId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A student that answers, from its proved threshold on.
///
/// @param threshold the score from which it answers
/// @param risk that its proof shows not to be passed, in [0, 1]
/// @param limits where each label's risk is bounded as well: by label's key, the score from which
///   that label is answered; one that is not there never is
public record LiveStudent(
    StudentId id,
    Student student,
    double threshold,
    double risk,
    Optional<Map<String, Double>> limits) {

  public LiveStudent {
    limits = limits.map(Map::copyOf);
  }

  /// {@return the limits that a proof sets, where it bounds labels one by one}
  public static Optional<Map<String, Double>> limits(Proof proof) {
    if (!proof.labelsBounded()) {
      return Optional.empty();
    }
    Map<String, Double> limits = new HashMap<>();
    for (LabelRisk risk : proof.labels()) {
      risk.threshold().ifPresent(from -> limits.put(risk.label(), from));
    }
    return Optional.of(Map.copyOf(limits));
  }

  /// {@return a student held to its proof}
  public static LiveStudent proved(StudentId id, Student student, Proof proof) {
    return new LiveStudent(id, student, proof.threshold(), proof.bound(), limits(proof));
  }

  /// {@return whether it is sure enough of this to answer it}
  public boolean answers(Verdict verdict) {
    return verdict.score() >= threshold
        && (limits.isEmpty()
            || verdict.score()
                >= limits.get().getOrDefault(verdict.label().key(), Double.POSITIVE_INFINITY));
  }
}
