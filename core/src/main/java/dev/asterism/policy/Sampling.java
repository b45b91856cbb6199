package dev.asterism.policy;

import dev.asterism.stats.AdaptiveConsistency;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Asks one model again and again, and stops as soon as the vote is settled, or an answer was shown
/// to be good.
///
/// @param model who is asked
/// @param confidence with which the leading answer must be the most usual one, in (0, 1]; see
///   [AdaptiveConsistency]
/// @param fewest samples before the vote can be settled, at least 1
/// @param most samples in all
public record Sampling(String model, double confidence, int fewest, int most) implements Policy {

  public Sampling {
    if (fewest < 1 || most < fewest || !(confidence > 0 && confidence <= 1)) {
      throw new IllegalArgumentException("needs 1 <= fewest <= most and a confidence in (0, 1]");
    }
  }

  @Override
  public Step next(State state) {
    boolean shown = state.best().filter(best -> best.quality() >= 1).isPresent();
    if (shown || state.calls() >= most || state.prospect(model).isEmpty() || isSettled(state)) {
      return finish(state, shown);
    }
    int first = Math.min(most, fewest) - state.calls();
    return new Step.Ask(Collections.nCopies(Math.max(1, first), model));
  }

  /// A verified answer, else the most usual one.
  private static Step finish(State state, boolean shown) {
    return shown
        ? Policy.finish(state)
        : state.candidates().stream()
            .max(Comparator.comparingInt(Candidate::votes))
            .<Step>map(usual -> new Step.Answer(usual.answer()))
            .orElseGet(() -> Policy.finish(state));
  }

  private boolean isSettled(State state) {
    if (state.calls() < fewest) {
      return false;
    }
    List<Integer> votes =
        state.candidates().stream()
            .map(Candidate::votes)
            .sorted(Comparator.reverseOrder())
            .toList();
    int lead = votes.isEmpty() ? 0 : votes.getFirst();
    int second = votes.size() < 2 ? 0 : votes.get(1);
    return lead > 0 && AdaptiveConsistency.confidence(lead, second) >= confidence;
  }
}
