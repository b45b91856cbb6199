package dev.asterism.policy;

/// Decides, step by step, who answers a request.
///
/// Pure: the same state leads to the same step. Every policy ends: a state without prospects is
/// answered or refused.
public sealed interface Policy permits Route, Cascade, Search, Sampling {

  /// {@return the next step}
  Step next(State state);

  /// {@return the best answer at hand, or the refusal that says why there is none}
  static Step finish(State state) {
    return state
        .best()
        .<Step>map(best -> new Step.Answer(best.answer()))
        .orElseGet(() -> new Step.Refuse("no model can be asked, and none has answered"));
  }
}
