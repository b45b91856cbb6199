package dev.asterism.perform;

import dev.asterism.trace.Comparison;
import java.util.OptionalDouble;

/// A cascade's draft that is held against what the last model says, to prove from which judgement
/// on the last need not be asked.
///
/// @param scope of the proof, which stands at this attempt
/// @param quality what the judge made of the draft, in [0, 1]
/// @param meaning of the draft
/// @param threshold that is proved; empty where none is
record Trial(
    String policy,
    String scope,
    int attempt,
    double quality,
    String meaning,
    OptionalDouble threshold) {

  Comparison comparedWith(String answer) {
    return new Comparison(policy, scope, attempt, quality, meaning.equals(answer), threshold);
  }
}
