package dev.asterism.train;

import dev.asterism.student.Reading;
import dev.asterism.student.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Learns from held-out readings how sure to be.
///
/// @param judged every example, read by weights that were not fitted on it
/// @param strangers examples read by weights that know nothing of their labels
/// @param width how many labels there are
record Confidence(List<Judged> judged, List<Judged> strangers, int width) {

  /// Readings that count for a label as much as all others do: one seen twice is not known to be
  /// perfect.
  private static final int SHRINKAGE = 5;

  Confidence {
    judged = List.copyOf(judged);
    strangers = List.copyOf(strangers);
  }

  /// A held-out reading, and whether it was right.
  ///
  /// @param uniform whether the example stands for all traffic: what a live student left to the
  ///   teacher is harder than that
  record Judged(Reading reading, boolean correct, int fold, boolean uniform) {}

  /// {@return the same, by the traffic alone}
  Confidence withoutStrangers() {
    return new Confidence(judged, List.of(), width);
  }

  /// {@return the share of all traffic in which a student would agree}
  double accuracy() {
    return share(judged.stream().filter(Judged::uniform).toList());
  }

  /// {@return the selector fitted on every judgement: the one that will serve}
  Selector selector() {
    return fitted(judged, strangers);
  }

  /// {@return a score for every judgement, in their order, by a selector that was fitted on the
  /// other folds}
  double[] scores() {
    double[] scores = new double[judged.size()];
    List<Integer> folds = judged.stream().map(Judged::fold).distinct().toList();
    for (int fold : folds) {
      Selector selector = fitted(outside(judged, fold), outside(strangers, fold));
      for (int i = 0; i < scores.length; i++) {
        if (judged.get(i).fold() == fold) {
          scores[i] = selector.score(judged.get(i).reading());
        }
      }
    }
    return scores;
  }

  private static List<Judged> outside(List<Judged> some, int fold) {
    return some.stream().filter(one -> one.fold() != fold).toList();
  }

  private Selector fitted(List<Judged> some, List<Judged> strange) {
    List<Double> reliability = reliability(some);
    List<double[]> rows = new ArrayList<>();
    boolean[] outcomes = new boolean[some.size() + strange.size()];
    for (Judged one : some) {
      outcomes[rows.size()] = one.correct();
      rows.add(Selector.evidence(one.reading(), reliability));
    }
    List<double[]> traffic = List.copyOf(rows);
    strange.forEach(one -> rows.add(Selector.evidence(one.reading(), reliability)));
    int size = some.isEmpty() ? Reading.ONCE + 1 : rows.getFirst().length;
    double[] weights = LogisticFit.fit(rows, outcomes, size);
    return selector(strange.isEmpty() ? weights : scaled(weights, traffic, outcomes), reliability);
  }

  /// Strangers are not as common in the traffic as here: they say what is surer than what, the
  /// traffic how sure that is (Platt 1999).
  private static double[] scaled(double[] weights, List<double[]> traffic, boolean[] outcomes) {
    List<double[]> sums =
        traffic.stream().map(row -> new double[] {1, product(weights, row)}).toList();
    double[] line = LogisticFit.fit(sums, Arrays.copyOf(outcomes, sums.size()), 2);
    double[] scaled = Arrays.stream(weights).map(weight -> line[1] * weight).toArray();
    scaled[0] += line[0];
    return scaled;
  }

  private static double product(double[] weights, double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }

  private static Selector selector(double[] weights, List<Double> reliability) {
    return new Selector(Arrays.stream(weights).boxed().toList(), reliability);
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
