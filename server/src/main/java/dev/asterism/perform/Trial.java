package dev.asterism.perform;

import dev.asterism.trace.Comparison;
import java.util.Optional;
import java.util.OptionalDouble;

/// A cascade's draft that is held against what the last model says, to prove from which judgement
/// on the last need not be asked.
///
/// @param policy whose draft it is
/// @param scope of the proof, which stands at this attempt
/// @param quality what the judge made of the draft, in [0, 1]
/// @param draft what was said
/// @param threshold that is proved; empty where none is
/// @param judge who says whether a draft in other words would have done as well; empty where it
///   would not
public record Trial(
    NamedPolicy policy,
    String scope,
    int attempt,
    double quality,
    Said draft,
    OptionalDouble threshold,
    Optional<String> judge) {

  /// {@return whether the draft says what was answered, in the same words}
  ///
  /// @param meaning of the answer
  public boolean means(String meaning) {
    return draft.meaning().equals(meaning);
  }

  /// {@return a comparison that came out like this}
  public Comparison compared(boolean agrees) {
    return new Comparison(policy.name(), scope, attempt, quality, agrees, threshold);
  }
}
