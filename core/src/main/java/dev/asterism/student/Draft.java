package dev.asterism.student;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import java.util.Optional;

/// A composed answer before it is known how sure to be of it.
///
/// @param answer empty where the parts make none: a copied part that is not what it should be, an
///   input too long to look through
/// @param evidence what a [Certainty] weighs, beside the decisions' reliability
/// @param decisions what the answer came of: each choice made, each field copied
public record Draft(Optional<Value> answer, double[] evidence, int[] decisions) {

  /// Pieces of evidence.
  public static final int EVIDENCE = 12;

  /// {@return the same, without an answer that a schema does not allow}
  public Draft within(Schema schema) {
    return answer.isEmpty() || schema.allows(answer.get())
        ? this
        : new Draft(Optional.empty(), evidence, decisions);
  }

  /// {@return whether this is the answer}
  public boolean is(Value value) {
    return answer.equals(Optional.of(value));
  }
}
