package dev.asterism.estimate;

import dev.asterism.trace.Draft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/// Scores one member's drafts: how likely they are good, by what was known of them before anybody
/// was told.
///
/// A logistic regression on [DraftSigns]. Each draft is learnt from three times: by itself, beside
/// all others, and beside some of them, since that is how it will be met.
final class DraftScorer {

  private static final int SEED = 11;

  private final DraftSigns signs;
  private final Habit habit;
  private final Weighing.CrossFitted weighing;
  private final List<Scored> scored;

  /// A draft that was learnt from.
  ///
  /// @param signs beside all others
  private record Scored(double[] signs, boolean good, int fold) {}

  /// A draft of which it is known whether it was good.
  ///
  /// @param place of the question among all
  /// @param expected of the member on the question, by its other drafts, in (0, 1)
  /// @param others what the others drafted
  record Told(int place, double expected, Draft own, Map<String, Draft> others, boolean good) {}

  private DraftScorer(
      DraftSigns signs, Habit habit, Weighing.CrossFitted weighing, List<Scored> scored) {
    this.signs = signs;
    this.habit = habit;
    this.weighing = weighing;
    this.scored = scored;
  }

  /// {@return what the drafts teach}
  ///
  /// @param others the members beside the one who drafted
  /// @param told drafts that have the form asked for, at least one
  static DraftScorer fit(List<String> others, List<Told> told) {
    DraftSigns signs = new DraftSigns(others);
    Habit habit = new Habit();
    told.forEach(one -> habit.add(one.own().meaning(), one.good()));
    List<Scored> scored = new ArrayList<>();
    for (Told one : told) {
      // A draft must not tell its own outcome.
      habit.remove(one.own().meaning(), one.good());
      scored.add(
          new Scored(
              signs.of(one.expected(), one.own(), one.others(), habit),
              one.good(),
              one.place() % Weighing.FOLDS));
      habit.add(one.own().meaning(), one.good());
    }
    return new DraftScorer(signs, habit, weighing(signs, scored), scored);
  }

  private static Weighing.CrossFitted weighing(DraftSigns signs, List<Scored> scored) {
    SplittableRandom coin = new SplittableRandom(SEED);
    List<double[]> rows = new ArrayList<>();
    boolean[] good = new boolean[3 * scored.size()];
    int[] folds = new int[good.length];
    for (Scored one : scored) {
      List<String> some = signs.others().stream().filter(_ -> coin.nextBoolean()).toList();
      for (List<String> heard : List.of(List.<String>of(), some, signs.others())) {
        good[rows.size()] = one.good();
        folds[rows.size()] = one.fold();
        rows.add(signs.heard(one.signs(), heard));
      }
    }
    return Weighing.crossFit(rows, good, folds, signs.widths());
  }

  /// {@return how likely a draft is good, in (0, 1)}
  double score(double expected, Draft own, Map<String, Draft> others) {
    return weighing.all().chance(signs.of(expected, own, others, habit));
  }

  /// {@return how drafts that were learnt from are scored by those who did not see them, the others
  /// being heard as far as told}
  ///
  /// @param good those that were good, or those that were not
  DoubleStream heldOut(boolean good, Collection<String> heard) {
    List<Weighing> others =
        weighing.others().stream()
            .map(other -> new Weighing(signs.heard(other.weights(), heard)))
            .toList();
    return scored.stream()
        .filter(one -> one.good() == good)
        .mapToDouble(one -> others.get(one.fold()).chance(one.signs()));
  }

  /// {@return how often a good draft is scored above a bad one, by those who saw neither: the area
  /// under the curve, in [0, 1]; empty where all were good, or all bad}
  OptionalDouble separation() {
    double[] bad = heldOut(false, signs.others()).sorted().toArray();
    return bad.length == 0
        ? OptionalDouble.empty()
        : heldOut(true, signs.others()).map(one -> shareBelow(bad, one)).average();
  }

  /// Equals count one half.
  private static double shareBelow(double[] sorted, double score) {
    long below = Arrays.stream(sorted).filter(one -> one < score).count();
    long equal = Arrays.stream(sorted).filter(one -> one == score).count();
    return (below + equal / 2.0) / sorted.length;
  }
}
