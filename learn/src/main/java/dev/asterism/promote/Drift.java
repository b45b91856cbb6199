package dev.asterism.promote;

import dev.asterism.chat.Label;
import dev.asterism.chat.Value;
import dev.asterism.stats.ExchangeabilityTest;
import dev.asterism.trace.Example;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether a live student's traffic still is what it was when the student went live.
///
/// Two tests share alpha: what the student makes of each request (its answer, or that it abstains)
/// and, on the requests that the coin drew, what the reference says. Neither needs the student to
/// err: a change calls for another training long before it costs the student its place.
public final class Drift {

  private final ExchangeabilityTest inputs;
  private final ExchangeabilityTest references;

  /// @param alpha the probability allowed of ever seeing a drift where there is none
  /// @param seed of the tests' random ties
  public Drift(double alpha, long seed) {
    this.inputs = new ExchangeabilityTest(alpha / 2, seed);
    this.references = new ExchangeabilityTest(alpha / 2, seed + 1);
  }

  /// Takes the next request that the student gave its opinion on.
  public void add(Example example) {
    if (!example.isCheck()) {
      inputs.add(key(example.studentAnswer()));
    }
    if (example.uniform() && example.teacherAnswered()) {
      references.add(key(example.reference()));
    }
  }

  /// {@return whether what the student makes of its requests has changed}
  public boolean ofInputs() {
    return inputs.changed();
  }

  /// {@return whether the right answers come in another mix}
  public boolean ofReferences() {
    return references.changed();
  }

  /// {@return whether either has changed}
  public boolean found() {
    return ofInputs() || ofReferences();
  }

  private static String key(Optional<Label> label) {
    return label.map(Drift::key).orElse("none");
  }

  /// Answers made of parts are seldom the same twice: what changes is which parts they have.
  private static String key(Label label) {
    Value value = Value.of(label);
    return switch (value) {
      case Value.Fields _, Value.Many _ -> form(value);
      case Value.Text _, Value.Numeric _, Value.Truth _, Value.Nothing _ -> label.key();
    };
  }

  private static String form(Value value) {
    return switch (value) {
      case Value.Fields(var fields) ->
          fields.entrySet().stream()
              .map(field -> field.getKey() + ":" + form(field.getValue()))
              .sorted()
              .collect(Collectors.joining(",", "{", "}"));
      case Value.Many(var items) -> "[" + items.size() + "]";
      case Value.Text _ -> "text";
      case Value.Numeric _ -> "number";
      case Value.Truth(var truth) -> Boolean.toString(truth);
      case Value.Nothing _ -> "null";
    };
  }
}
