package dev.asterism.wire.dialect;

import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// What becomes of a [Feature] at a provider.
public sealed interface Rule {

  /// {@return where it goes or why it does not, in a few words}
  String note();

  /// The provider has it.
  ///
  /// @param note where in the provider's request its value stands, dots between objects
  /// @param shape how the provider spells the value
  record Forwarded(String note, UnaryOperator<JsonNode> shape) implements Rule {

    Forwarded(String note) {
      this(note, value -> value);
    }
  }

  /// The provider has it, in more places or another shape than one value has.
  record Placed(String note) implements Rule {}

  /// The provider does not have it, but Asterism does what was asked in another way, or it was a
  /// hint that changes no answer.
  ///
  /// @param place where in the provider's request what stands for it is written; empty for nowhere
  record Emulated(String note, String place, UnaryOperator<JsonNode> shape) implements Rule {

    Emulated(String note) {
      this(note, "", value -> value);
    }
  }

  /// The provider does not have it, and nothing could stand in for it.
  record Refused(String note) implements Rule {}
}
