package dev.asterism.prove;

import dev.asterism.chat.Label;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.model.StudentCard;
import dev.asterism.student.Student;
import dev.asterism.student.Verdict;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Proves how often a student errs, on traffic that it never saw.
///
/// *Learn then Test* (Angelopoulos et al. 2021, arXiv 2110.01052) with fixed-sequence testing: the
/// thresholds were fixed before the traffic came. From strict to loose, each is tested for "the
/// risk is above eps"; the walk stops at the first that has not passed. The first threshold on the
/// way whose risk is too high passes with probability at most `level`, and if it does not, no
/// looser one is reached, so the last threshold that passed holds with confidence 1 - level.
///
/// Each threshold's test may look as often as answers come in ([SequentialBinomial]), so the walk
/// may be taken again after every request: what has passed stays passed, and the walk gets further.
public final class Prover {

  private final double eps;
  private final double delta;
  private final OptionalDouble labelEps;
  private final Map<Double, Ladder> ladders = new HashMap<>();

  /// @param eps the risk allowed
  /// @param delta the probability allowed that the risk is higher all the same
  /// @param labelEps the risk allowed for each label, where that is bounded as well
  public Prover(double eps, double delta, OptionalDouble labelEps) {
    this.eps = eps;
    this.delta = delta;
    this.labelEps = labelEps;
  }

  /// What a student said of one fresh request.
  ///
  /// @param label its answer
  /// @param score how sure it was
  /// @param agrees whether it said what the reference says
  public record Shadow(Label label, double score, boolean agrees) {}

  /// {@return what a student says of the examples that may prove it: drawn by the coin, answered by
  /// the teacher, newer than all it learnt from}
  public static List<Shadow> shadow(StudentCard card, Student student, List<Example> traffic) {
    List<Shadow> shadows = new ArrayList<>();
    for (Example example : traffic) {
      if (isFresh(card, example)) {
        Verdict verdict = student.judge(example.input());
        // An answer that is no label (a refusal, free text) differs from whatever a student says.
        boolean agrees = example.reference().filter(verdict.label()::equals).isPresent();
        shadows.add(new Shadow(verdict.label(), verdict.score(), agrees));
      }
    }
    return shadows;
  }

  /// {@return whether an example may count in a student's proof}
  public static boolean isFresh(StudentCard card, Example example) {
    return example.uniform()
        && (example.teacherAnswered() || example.reference().isPresent())
        && example.sequence() > card.provenance().lastSequence();
  }

  /// {@return the loosest threshold that has passed, with its evidence; empty where none has}
  ///
  /// Where each label's risk is bounded too, every other request of the plan's first fresh ones
  /// fixes the labels' limits and the other half proves the whole within them, each at half the
  /// level: what chose the limits proves nothing.
  ///
  /// @param shadows all fresh requests so far, in their order, from the first
  /// @param newest the newest of the task's examples
  public Optional<Proof> walk(Plan plan, List<Shadow> shadows, long newest) {
    if (labelEps.isEmpty()) {
      return walk(plan, shadows, LabelLimits.NONE, plan.level(), newest);
    }
    if (shadows.size() < plan.fresh()) {
      return Optional.empty();
    }
    double level = plan.level() / 2;
    List<Shadow> fixing = half(shadows.subList(0, plan.fresh()), 1);
    LabelLimits limits = LabelLimits.of(plan.grid(), fixing, labelEps.getAsDouble(), level);
    return walk(plan, half(shadows, 0), limits, level, newest);
  }

  private static List<Shadow> half(List<Shadow> shadows, int which) {
    return IntStream.range(0, shadows.size())
        .filter(place -> place % 2 == which)
        .mapToObj(shadows::get)
        .toList();
  }

  private Optional<Proof> walk(
      Plan plan, List<Shadow> shadows, LabelLimits limits, double level, long newest) {
    List<Shadow> free = shadows.stream().filter(shadow -> !limits.holdsBack(shadow)).toList();
    double each = level / plan.starts().size();
    Ladder ladder = ladders.computeIfAbsent(each, it -> Ladder.upTo(eps, it));
    Map<Double, Boolean> passed = new HashMap<>();
    Optional<Double> last = Optional.empty();
    for (int start : plan.starts()) {
      for (double threshold : plan.grid().subList(start, plan.grid().size())) {
        if (!passed.computeIfAbsent(threshold, it -> ladder.passes(errors(free, it)))) {
          break;
        }
        last = Optional.of(Math.min(threshold, last.orElse(threshold)));
      }
    }
    return last.map(threshold -> proof(shadows, free, threshold, limits, ladder, level, newest));
  }

  private Proof proof(
      List<Shadow> shadows,
      List<Shadow> free,
      double threshold,
      LabelLimits limits,
      Ladder ladder,
      double level,
      long newest) {
    int[] errors = errors(free, threshold);
    return new Proof(
        threshold,
        shadows.size(),
        errors.length - 1,
        errors[errors.length - 1],
        ladder.bound(errors),
        eps,
        delta,
        level,
        labelEps.isPresent() ? limits.risks() : LabelLimits.risks(shadows, threshold, delta),
        labelEps.isPresent(),
        newest);
  }

  /// {@return how many of the first n answers given from a threshold on differ, at place n}
  private static int[] errors(List<Shadow> shadows, double threshold) {
    int[] errors = new int[shadows.size() + 1];
    int n = 0;
    for (Shadow shadow : shadows) {
      if (shadow.score() >= threshold) {
        n++;
        errors[n] = errors[n - 1] + (shadow.agrees() ? 0 : 1);
      }
    }
    return Arrays.copyOf(errors, n + 1);
  }
}
