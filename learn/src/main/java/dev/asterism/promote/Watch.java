package dev.asterism.promote;

import dev.asterism.model.Proof;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.trace.Example;

/// All that is watched of one student for as long as it is live.
public final class Watch {

  /// Requests after which what was before them counts for little in the coverage.
  private static final double MEMORY = 300;

  private final StudentId student;
  private final Audit audit;
  private final double alpha;
  private final long seed;
  private Drift drift;
  private double threshold;
  private double coverage;
  private long since;
  private long lastSequence;

  /// @param eps the risk allowed
  /// @param alpha the probability allowed of ever demoting a student whose risk is not above eps,
  ///   and of ever seeing a drift where there is none
  /// @param seed of random ties
  public Watch(StudentCard live, double eps, double alpha, long seed) {
    this.student = live.id();
    this.audit = new Audit(eps, alpha);
    this.alpha = alpha;
    this.seed = seed + live.id().version();
    this.drift = new Drift(alpha, this.seed);
    this.lastSequence = live.provenance().lastSequence();
    this.threshold = threshold(live);
    this.coverage = coverage(live);
    this.since = since(live);
  }

  /// Takes the next example of the task; those on which another student gave its opinion, or none,
  /// are passed over.
  public void add(Example example) {
    lastSequence = example.sequence();
    if (example.student().filter(student::equals).isPresent()) {
      audit.add(example);
      // Before that, it answered by a stricter threshold: no sign that its traffic has changed.
      if (example.sequence() > since) {
        drift.add(example);
        cover(example);
      }
    }
  }

  /// Takes note of how far its proof has got by now.
  public void proved(StudentCard live) {
    if (threshold(live) != threshold) {
      threshold = threshold(live);
      coverage = coverage(live);
      since = since(live);
      drift = new Drift(alpha, seed);
    }
  }

  private void cover(Example example) {
    if (!example.isCheck()) {
      coverage += ((example.studentAnswer().isPresent() ? 1 : 0) - coverage) / MEMORY;
    }
  }

  private static double coverage(StudentCard live) {
    return live.proof().map(Proof::coverage).orElse(0.0);
  }

  private static double threshold(StudentCard live) {
    return live.proof().map(Proof::threshold).orElse(1.0);
  }

  private static long since(StudentCard live) {
    return live.proof().map(Proof::since).orElse(0L);
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

  /// {@return the share of the newest requests that it answered, in [0, 1]; of its proof's as long
  /// as those are few}
  public double coverage() {
    return coverage;
  }

  /// {@return the newest example taken, or learnt from}
  public long lastSequence() {
    return lastSequence;
  }
}
