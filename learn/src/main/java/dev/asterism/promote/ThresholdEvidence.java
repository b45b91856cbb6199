package dev.asterism.promote;

import dev.asterism.chat.Label;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.prove.Prover;
import dev.asterism.prove.Prover.Shadow;
import dev.asterism.stats.SharedLevel;
import dev.asterism.trace.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// All that is known of a threshold from which a policy spares its best model, as a semantic cache
/// does by likeness and a cascade by a judge's word: the proof that what is given in its place is
/// right often enough, and, while that is given, the audits of it.
///
/// A student's proof: the thresholds are fixed beforehand, each comparison is a trial, and the walk
/// may be taken again after every one. Comparisons are drawn by a coin that looks at nothing, so
/// they stand for all requests. Where an audit fails, it begins anew: what was kept is forgotten,
/// and another proof earned, at a smaller part of delta ([SharedLevel]), so that all of them
/// together cost one.
///
/// What follows depends on the comparisons and their order alone: a restart comes to the same.
public final class ThresholdEvidence {

  /// Beyond these a proof that has not passed is given up, and the next begins.
  private static final int MOST_TRIALS = 20_000;

  /// While looser thresholds may still be proved.
  private static final double CHECKED_WHILE_PROVING = 0.25;

  private static final Label SPARED = new Label.Text("spared");

  private final Prover prover;
  private final double eps;
  private final double delta;
  private final List<Double> thresholds;
  private final List<Integer> starts;
  private final List<Shadow> trials = new ArrayList<>();
  private int attempt;
  private long seen;
  private Plan plan;
  private Audit audit;
  private Optional<Proof> proof = Optional.empty();
  private int walked;
  private int provedAfter;

  /// @param prover for eps and delta; may serve other scopes too, one after the other
  /// @param eps the risk allowed
  /// @param delta the probability allowed that the risk is higher all the same, over all attempts
  /// @param thresholds strictest first, fixed beforehand
  /// @param starts where in them walks begin
  public ThresholdEvidence(
      Prover prover, double eps, double delta, List<Double> thresholds, List<Integer> starts) {
    this.prover = prover;
    this.eps = eps;
    this.delta = delta;
    this.thresholds = List.copyOf(thresholds);
    this.starts = List.copyOf(starts);
    this.attempt = 1;
    this.plan = plan();
    this.audit = new Audit(eps, delta);
  }

  private Plan plan() {
    double level = SharedLevel.of(delta, attempt);
    return new Plan(0, 0, thresholds, starts, 0, level);
  }

  /// Takes the next comparison; one that an earlier attempt made is passed over.
  public void add(Comparison one) {
    if (one.attempt() != attempt) {
      return;
    }
    seen++;
    if (one.isAudit()) {
      audit.add(seen, one.agrees());
    }
    if (trials.size() < MOST_TRIALS) {
      trials.add(new Shadow(SPARED, one.score(), one.agrees()));
    }
    if (audit.failed() || (trials.size() == MOST_TRIALS && threshold().isEmpty())) {
      begin();
    }
  }

  private void begin() {
    attempt++;
    trials.clear();
    plan = plan();
    audit = new Audit(eps, delta);
    proof = Optional.empty();
    walked = 0;
    provedAfter = 0;
  }

  /// {@return how often it has begun, from 1}
  public int attempt() {
    return attempt;
  }

  /// {@return the proof of the loosest threshold that has passed; empty where none has}
  public Optional<Proof> proof() {
    if (walked < trials.size()) {
      walked = trials.size();
      // What has passed stays passed.
      proof = prover.walk(plan, trials, seen).or(() -> proof);
      provedAfter = proof.isPresent() && provedAfter == 0 ? walked : provedAfter;
    }
    return proof;
  }

  /// {@return the score from which the best model may be spared; empty where that is not proved}
  public OptionalDouble threshold() {
    Optional<Proof> proved = proof();
    return proved.isPresent()
        ? OptionalDouble.of(proved.get().threshold())
        : OptionalDouble.empty();
  }

  public Audit audit() {
    return audit;
  }

  /// {@return comparisons of this attempt}
  public int trials() {
    return trials.size();
  }

  /// {@return the share of requests that the policy is to answer in any case}
  ///
  /// It depends on the past alone, so that whatever it is, what is drawn stands for all requests.
  /// For as many trials again as the first proof took, looser thresholds are tried for.
  public double checking() {
    OptionalDouble threshold = threshold();
    if (threshold.isEmpty()) {
      return 1;
    }
    double usual = Promotion.checking(audit, false, false);
    boolean loosest = threshold.getAsDouble() == thresholds.getLast();
    return loosest || trials.size() >= 2 * provedAfter
        ? usual
        : Math.max(usual, CHECKED_WHILE_PROVING);
  }
}
