package dev.asterism.trace;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import java.util.Optional;
import java.util.OptionalLong;

/// One call to a model that a policy made for an answer.
///
/// @param model who was asked
/// @param part what for
/// @param usage what it took; of a call that was cancelled, what is known
/// @param usageEstimated whether nobody reported the usage, so that it is a guess by length
/// @param micros from the question to the last byte of the answer, or to the end of waiting
/// @param firstMicros of it until an answer that was streamed began; empty where it was not
/// @param outcome what became of it, such as `rejected 0.41 < 0.63` or `cancelled`
/// @param agrees whether it said the same as the answer that was given; empty where it was not
///   compared
/// @param draft what it said, where that is to be learnt from; empty elsewhere
public record Call(
    String model,
    Part part,
    Usage usage,
    boolean usageEstimated,
    Usd cost,
    long micros,
    OptionalLong firstMicros,
    String outcome,
    Optional<Boolean> agrees,
    Optional<Draft> draft) {

  /// What a model is asked for.
  public enum Part {
    /// An answer to be judged before it is given.
    DRAFT,
    /// One answer of several that are counted.
    VOTE,
    /// The answer of who is trusted without being judged.
    ANSWER,
    /// One answer made of several.
    MERGE,
    /// How to divide a request, or how to go on where a part of it failed.
    PLAN,
    /// A part of a divided request.
    STEP,
    /// What another model's answer is worth.
    JUDGE,
    /// An answer that nobody waits for, to be compared with another's.
    PROBE
  }
}
