package dev.asterism.promote;

import dev.asterism.chat.Label;
import dev.asterism.stats.ExchangeabilityTest;
import dev.asterism.trace.Example;
import java.util.Optional;

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
    // An audit repeats a request whose answer was seen already.
    if (!example.teacherAnswered() || example.studentAnswer().isEmpty()) {
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
    return label.map(Label::key).orElse("none");
  }
}
