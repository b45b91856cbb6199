package dev.asterism.promote;

import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.trace.Example;

/// All that is watched of one student for as long as it is live.
public final class Watch {

  private final StudentId student;
  private final Audit audit;
  private final Drift drift;
  private long lastSequence;

  /// @param eps the risk allowed
  /// @param alpha the probability allowed of ever demoting a student whose risk is not above eps,
  ///   and of ever seeing a drift where there is none
  /// @param seed of random ties
  public Watch(StudentCard live, double eps, double alpha, long seed) {
    this.student = live.id();
    this.audit = new Audit(eps, alpha);
    this.drift = new Drift(alpha, seed + live.id().version());
    this.lastSequence = live.provenance().lastSequence();
  }

  /// Takes the next example of the task; those on which another student gave its opinion, or none,
  /// are passed over.
  public void add(Example example) {
    lastSequence = example.sequence();
    if (example.student().filter(student::equals).isPresent()) {
      audit.add(example);
      drift.add(example);
    }
  }

  public StudentId student() {
    return student;
  }

  public Audit audit() {
    return audit;
  }

  public Drift drift() {
    return drift;
  }

  /// {@return the newest example taken, or learnt from}
  public long lastSequence() {
    return lastSequence;
  }
}
