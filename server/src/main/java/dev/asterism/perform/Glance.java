package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.policy.Equivalence;
import dev.asterism.policy.Recall;
import dev.asterism.stats.Direction;
import dev.asterism.trace.Comparison;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.TraceId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a semantic cache made of one request.
///
/// @param policy whose cache it is
/// @param attempt of the scope's cache
/// @param question the request's last message
/// @param nearest kept answer within the scope; empty where none is kept
/// @param likeness of its question; 0 where none is kept
/// @param threshold from which kept answers are given; empty where none are
/// @param step what is done
public record Glance(
    NamedPolicy policy,
    String scope,
    int attempt,
    String question,
    Direction meaning,
    Optional<KeptAnswer> nearest,
    double likeness,
    OptionalDouble threshold,
    Recall.Step step) {

  /// {@return the policy's answer, to be kept}
  KeptAnswer kept(TraceId trace, String answer, String model, Usage usage, Instant until) {
    return new KeptAnswer(
        trace, policy.name(), scope, attempt, question, meaning, answer, model, usage, until);
  }

  /// {@return whether the nearest kept answer means the same as the policy's}
  public boolean means(String answer) {
    return nearest
        .map(KeptAnswer::answer)
        .map(Equivalence::of)
        .filter(Equivalence.of(answer)::equals)
        .isPresent();
  }

  /// {@return a comparison that came out like this}
  public Comparison compared(boolean agrees) {
    return new Comparison(policy.name(), scope, attempt, likeness, agrees, threshold);
  }
}
