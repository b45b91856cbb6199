package dev.asterism.train;

import dev.asterism.student.Reading;
import dev.asterism.student.Selector;
import java.util.ArrayList;
import java.util.List;

/// Learns from held-out readings how sure to be.
///
/// @param judged every example, read by weights that were not fitted on it
/// @param width how many labels there are
record Confidence(List<Judged> judged, int width) {

  /// Readings that count for a label as much as all others do: one seen twice is not known to be
  /// perfect.
  private static final int SHRINKAGE = 5;

  Confidence {
    judged = List.copyOf(judged);
  }

  /// A held-out reading, and whether it was right.
  record Judged(Reading reading, boolean correct, int fold) {}

  double accuracy() {
    return share(judged);
  }

  /// {@return the selector fitted on every judgement: the one that will serve}
  Selector selector() {
    return fitted(judged);
  }

  /// {@return a score for every judgement, in their order, by a selector that was fitted on the
  /// other folds}
  double[] scores() {
    double[] scores = new double[judged.size()];
    List<Integer> folds = judged.stream().map(Judged::fold).distinct().toList();
    for (int fold : folds) {
      Selector selector = fitted(judged.stream().filter(one -> one.fold() != fold).toList());
      for (int i = 0; i < scores.length; i++) {
        if (judged.get(i).fold() == fold) {
          scores[i] = selector.score(judged.get(i).reading());
        }
      }
    }
    return scores;
  }

  private Selector fitted(List<Judged> some) {
    List<Double> reliability = reliability(some);
    List<double[]> rows = new ArrayList<>();
    boolean[] outcomes = new boolean[some.size()];
    for (Judged one : some) {
      outcomes[rows.size()] = one.correct();
      rows.add(Selector.evidence(one.reading(), reliability));
    }
    int size = some.isEmpty() ? Reading.ONCE + 1 : rows.getFirst().length;
    double[] weights = LogisticFit.fit(rows, outcomes, size);
    return new Selector(java.util.Arrays.stream(weights).boxed().toList(), reliability);
  }

  /// For each label, the share of answers with it that were right, shrunk towards the mean.
  private List<Double> reliability(List<Judged> some) {
    double[] right = new double[width];
    double[] all = new double[width];
    for (Judged one : some) {
      all[one.reading().label()]++;
      right[one.reading().label()] += one.correct() ? 1 : 0;
    }
    double mean = share(some);
    List<Double> reliability = new ArrayList<>();
    for (int label = 0; label < width; label++) {
      reliability.add((right[label] + SHRINKAGE * mean) / (all[label] + SHRINKAGE));
    }
    return reliability;
  }

  private static double share(List<Judged> some) {
    return some.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
  }
}
