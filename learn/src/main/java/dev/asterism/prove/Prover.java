package dev.asterism.prove;

import dev.asterism.chat.Label;
import dev.asterism.model.Proof;
import dev.asterism.model.StudentCard;
import dev.asterism.stats.Binomial;
import dev.asterism.student.Student;
import dev.asterism.student.Verdict;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Proves how often a student errs, on traffic that it never saw.
///
/// *Learn then Test* (Angelopoulos et al. 2021, arXiv 2110.01052) with fixed-sequence testing: the
/// thresholds were fixed before the traffic came. From strict to loose, each is tested by the exact
/// binomial test of "the risk is above eps"; the walk stops at the first that fails. The first true
/// hypothesis on the way is rejected with probability at most `level`, and if it is not, no looser
/// one is reached, so the last threshold that passed holds with confidence 1 - level. Each look
/// spends its own part of delta, so looking again costs nothing more.
public final class Prover {

  private final double eps;
  private final double delta;
  private final OptionalDouble labelEps;

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

  /// {@return the loosest threshold that passes, with its evidence; empty where none does}
  ///
  /// Where each label's risk is bounded too, every other request fixes the labels' limits and the
  /// rest prove the whole within them, each at half the level: what chose the limits proves
  /// nothing.
  ///
  /// @param grid thresholds, strictest first, fixed before the shadows were seen
  /// @param shadows in the order of their requests
  /// @param level the part of delta that this look may spend
  public Optional<Proof> walk(List<Double> grid, List<Shadow> shadows, double level) {
    if (labelEps.isEmpty()) {
      return walk(grid, shadows, LabelLimits.NONE, level);
    }
    LabelLimits limits = LabelLimits.of(grid, half(shadows, 1), labelEps.getAsDouble(), level / 2);
    return walk(grid, half(shadows, 0), limits, level / 2);
  }

  private static List<Shadow> half(List<Shadow> shadows, int which) {
    return IntStream.range(0, shadows.size())
        .filter(place -> place % 2 == which)
        .mapToObj(shadows::get)
        .toList();
  }

  private Optional<Proof> walk(
      List<Double> grid, List<Shadow> shadows, LabelLimits limits, double level) {
    List<Shadow> free = shadows.stream().filter(shadow -> !limits.holdsBack(shadow)).toList();
    Optional<Passed> last = Optional.empty();
    for (double threshold : grid) {
      Passed tried = Passed.of(threshold, free);
      if (tried.n() == 0 || Binomial.atMost(tried.k(), tried.n(), eps) > level) {
        break;
      }
      last = Optional.of(tried);
    }
    return last.map(passed ->
        new Proof(
            passed.threshold(),
            shadows.size(),
            passed.n(),
            passed.k(),
            Binomial.upperBound(passed.k(), passed.n(), level),
            eps,
            delta,
            level,
            labelEps.isPresent()
                ? limits.risks()
                : LabelLimits.risks(shadows, passed.threshold(), delta),
            labelEps.isPresent()));
  }

  /// A threshold with its answers and how many of them disagree.
  private record Passed(double threshold, int n, int k) {

    static Passed of(double threshold, List<Shadow> shadows) {
      int n = 0;
      int k = 0;
      for (Shadow shadow : shadows) {
        if (shadow.score() >= threshold) {
          n++;
          k += shadow.agrees() ? 0 : 1;
        }
      }
      return new Passed(threshold, n, k);
    }
  }
}
