package dev.asterism.promote;

import dev.asterism.stats.BettingSequence;
import dev.asterism.trace.Example;

/// The running evidence on a live student: its answers that the teacher gave as well.
public final class Audit {

  private final BettingSequence sequence;
  private int disagreements;
  private long lastSequence;

  /// @param eps the risk allowed
  /// @param alpha the probability allowed of ever demoting a student whose risk is not above eps
  public Audit(double eps, double alpha) {
    this.sequence = new BettingSequence(alpha, eps);
  }

  /// Takes the next example; all but the live student's checked answers are passed over.
  public void add(Example example) {
    lastSequence = Math.max(lastSequence, example.sequence());
    if (!example.uniform() || !example.teacherAnswered() || example.studentAnswer().isEmpty()) {
      return;
    }
    boolean agrees = example.reference().equals(example.studentAnswer());
    disagreements += agrees ? 0 : 1;
    sequence.add(!agrees);
  }

  /// {@return the newest example taken}
  public long lastSequence() {
    return lastSequence;
  }

  /// {@return answers checked}
  public int n() {
    return sequence.count();
  }

  /// {@return how many of them differ from the reference}
  public int k() {
    return disagreements;
  }

  public double lower() {
    return sequence.lower();
  }

  public double upper() {
    return sequence.upper();
  }

  /// {@return whether the risk was shown to be above eps: demote}
  public boolean failed() {
    return sequence.exceeded();
  }
}
