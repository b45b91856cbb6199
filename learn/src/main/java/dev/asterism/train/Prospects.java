package dev.asterism.train;

import dev.asterism.train.CrossFit.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// Chooses by what cross-fitting promises how much a student reads, and how wary it is.
final class Prospects {

  /// Scores from which one reading may be enough, least reading first.
  private static final double[] SURE = {0.9, 0.95, 0.98, 0.99, 0.995};

  /// Coverage that a second reading must add to be worth a millisecond.
  private static final double PAYS = 0.02;

  /// Coverage that may be given up to be wary of what is unlike all that was learnt.
  private static final double PRICE = 0.01;

  /// Coverage too little to read more for.
  private static final double LITTLE = 0.005;

  private final double eps;
  private final double level;
  private final DoublePredicate affordable;

  /// @param eps the risk allowed
  /// @param level the part of delta that the proof may spend
  /// @param affordable whether the meaning of such a share of the inputs may be read
  Prospects(double eps, double level, DoublePredicate affordable) {
    this.eps = eps;
    this.level = level;
    this.affordable = affordable;
  }

  /// {@return the best; empty where none is worth a proof}
  ///
  /// Wary of inputs unlike all that was learnt, unless that costs much where there are none.
  Optional<Prospect> best(CrossFit crossFit) {
    Optional<Prospect> wary = careful(crossFit);
    Optional<Prospect> bold = careful(crossFit.withoutStrangers());
    double wanted = bold.map(one -> one.plan().coverage() - PRICE).orElse(0.0);
    return wary.filter(one -> one.plan().coverage() >= wanted).or(() -> bold);
  }

  /// Reads twice only where that pays, and as little of it as pays.
  private Optional<Prospect> careful(CrossFit crossFit) {
    Optional<Prospect> once = prospect(crossFit, 0, 0, crossFit.scored());
    if (crossFit.twice().isEmpty()) {
      return once;
    }
    Mixing mixing = new Mixing(crossFit.once(), crossFit.twice().get());
    List<Prospect> careful = new ArrayList<>();
    for (double sure : SURE) {
      double share = mixing.share(sure);
      if (affordable.test(share)) {
        prospect(crossFit, sure, share, mixing.scored(sure)).ifPresent(careful::add);
      }
    }
    double most = careful.stream().mapToDouble(one -> one.plan().coverage()).max().orElse(0);
    double wanted =
        Math.max(most - LITTLE, once.map(one -> one.plan().coverage() + PAYS).orElse(0.0));
    return careful.stream()
        .filter(one -> one.plan().coverage() >= wanted)
        .findFirst()
        .or(() -> once);
  }

  private Optional<Prospect> prospect(
      CrossFit crossFit, double sure, double share, List<Scored> scored) {
    double accuracy = scored.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
    return new Planner(scored, eps)
        .plan(accuracy, level)
        .map(plan -> new Prospect(crossFit, sure, share, plan));
  }
}
