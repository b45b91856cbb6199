package dev.asterism.prove;

import dev.asterism.chat.Label;
import dev.asterism.chat.Value;
import dev.asterism.model.LabelRisk;
import dev.asterism.prove.Prover.Shadow;
import dev.asterism.stats.Binomial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From which score on each label may be answered, so that each label's own risk is bounded too.
///
/// Every label is tested at every threshold of the grid, each at an equal part of the level
/// (Bonferroni), and gets the loosest threshold that passes. This takes traffic of its own: the
/// proof of the whole walks over other requests, with these limits already fixed.
record LabelLimits(Map<String, LabelRisk> byLabel) {

  /// No label is held to a risk of its own.
  static final LabelLimits NONE = new LabelLimits(Map.of());

  LabelLimits {
    byLabel = Map.copyOf(byLabel);
  }

  /// @param eps the risk allowed for each label
  /// @param level the part of delta that all labels may spend together
  static LabelLimits of(List<Double> grid, List<Shadow> shadows, double eps, double level) {
    Map<String, List<Shadow>> answers = byLabel(shadows);
    double each = level / Math.max(1, answers.size() * grid.size());
    Map<String, LabelRisk> limits = new HashMap<>();
    answers.forEach((label, all) -> limits.put(label, limit(label, grid, all, eps, each)));
    return new LabelLimits(limits);
  }

  private static LabelRisk limit(
      String label, List<Double> grid, List<Shadow> all, double eps, double level) {
    for (double threshold : grid.reversed()) {
      LabelRisk risk = risk(label, Optional.of(threshold), all, level);
      if (risk.n() > 0 && Binomial.atMost(risk.k(), risk.n(), eps) <= level) {
        return risk;
      }
    }
    return risk(label, Optional.empty(), all, level);
  }

  /// {@return each label's risk among all answers from a threshold on}
  ///
  /// @param level of each bound by itself
  static List<LabelRisk> risks(List<Shadow> shadows, double threshold, double level) {
    List<LabelRisk> risks = new ArrayList<>();
    byLabel(shadows)
        .forEach((label, all) -> risks.add(risk(label, Optional.of(threshold), all, level)));
    return busiest(risks.stream().filter(LabelLimits::isTelling).toList());
  }

  /// An answer made of parts that came once says nothing of the next.
  private static boolean isTelling(LabelRisk risk) {
    return risk.n() > 1
        || switch (Value.of(Label.parse(risk.label()))) {
          case Value.Fields _, Value.Many _ -> false;
          case Value.Text _, Value.Numeric _, Value.Truth _, Value.Nothing _ -> true;
        };
  }

  private static LabelRisk risk(
      String label, Optional<Double> threshold, List<Shadow> all, double level) {
    double from = threshold.orElse(0.0);
    int n = (int) all.stream().filter(one -> one.score() >= from).count();
    int k = (int) all.stream().filter(one -> one.score() >= from && !one.agrees()).count();
    return new LabelRisk(label, threshold, n, k, n == 0 ? 1 : Binomial.upperBound(k, n, level));
  }

  private static Map<String, List<Shadow>> byLabel(List<Shadow> shadows) {
    Map<String, List<Shadow>> byLabel = new HashMap<>();
    for (Shadow shadow : shadows) {
      byLabel.computeIfAbsent(shadow.label().key(), _ -> new ArrayList<>()).add(shadow);
    }
    return byLabel;
  }

  private static List<LabelRisk> busiest(List<LabelRisk> risks) {
    return risks.stream()
        .sorted(
            java.util.Comparator.comparingInt(LabelRisk::n)
                .reversed()
                .thenComparing(LabelRisk::label))
        .limit(MOST)
        .toList();
  }

  /// As many labels as an answer space may have.
  private static final int MOST = 255;

  /// {@return whether an answer is held back by its label's limit}
  boolean holdsBack(Shadow shadow) {
    if (byLabel.isEmpty()) {
      return false;
    }
    LabelRisk limit = byLabel.get(shadow.label().key());
    return limit == null || limit.threshold().filter(from -> shadow.score() >= from).isEmpty();
  }

  List<LabelRisk> risks() {
    return busiest(List.copyOf(byLabel.values()));
  }
}
