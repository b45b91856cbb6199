package dev.asterism.promote;

import dev.asterism.stats.BettingSequence;
import dev.asterism.stats.ChangePoint;
import dev.asterism.stats.RateAlarm;
import dev.asterism.trace.Example;
import java.util.ArrayDeque;
import java.util.List;

/// The running evidence on a live student: its answers that the teacher gave as well.
public final class Audit {

  /// Answers among which the change is looked for once an audit has failed.
  private static final int REMEMBERED = 5_000;

  private final BettingSequence interval;
  private final RateAlarm alarm;
  private final double eps;
  private final double alpha;
  private final ArrayDeque<Checked> newest = new ArrayDeque<>();
  private int disagreements;

  /// A checked answer.
  private record Checked(long sequence, boolean wrong) {}

  /// @param eps the risk allowed
  /// @param alpha the probability allowed of ever demoting a student whose risk is not above eps
  public Audit(double eps, double alpha) {
    this.interval = new BettingSequence(alpha);
    this.alarm = new RateAlarm(alpha, eps);
    this.eps = eps;
    this.alpha = alpha;
  }

  /// Takes the next example; all but the live student's checked answers are passed over.
  public void add(Example example) {
    if (!example.uniform() || !example.isCheck()) {
      return;
    }
    add(example.sequence(), example.reference().equals(example.studentAnswer()));
  }

  /// Takes the next answer that was held against the reference.
  ///
  /// @param sequence rises from one to the next
  void add(long sequence, boolean agrees) {
    disagreements += agrees ? 0 : 1;
    interval.add(!agrees);
    alarm.add(!agrees);
    newest.add(new Checked(sequence, !agrees));
    if (newest.size() > REMEMBERED) {
      newest.removeFirst();
    }
  }

  /// {@return answers checked}
  public int n() {
    return interval.count();
  }

  /// {@return how many of them differ from the reference}
  public int k() {
    return disagreements;
  }

  public double lower() {
    return interval.lower();
  }

  public double upper() {
    return interval.upper();
  }

  /// {@return whether the risk was shown to be above eps: demote}
  public boolean failed() {
    return alarm.raised();
  }

  /// {@return whether half the evidence for a demotion is there: check more}
  public boolean suspicious() {
    return alarm.wealth() >= Math.sqrt(1 / alpha);
  }

  /// {@return whether the audits alone show that the risk is within eps: check less}
  public boolean confirmed() {
    return interval.upper() <= eps;
  }

  /// {@return the sequence number before which the student was still right, as far as can be told:
  /// of the last answer before its errors began to pile up, or of what came before its first
  /// checked answer where they did from the start (its proof held until then); 0 where nothing was
  /// checked}
  public long lastGood() {
    List<Checked> answers = List.copyOf(newest);
    if (answers.isEmpty()) {
      return 0;
    }
    int change = ChangePoint.rise(answers.stream().map(Checked::wrong).toList());
    return change == 0 ? answers.getFirst().sequence() - 1 : answers.get(change - 1).sequence();
  }
}
