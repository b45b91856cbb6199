package dev.asterism.prove;

import dev.asterism.model.Proof;
import dev.asterism.model.StudentCard;
import dev.asterism.stats.Binomial;
import dev.asterism.student.Student;
import dev.asterism.student.Verdict;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  public Prover(double eps, double delta) {
    this.eps = eps;
    this.delta = delta;
  }

  /// What a student said of one fresh request.
  ///
  /// @param score how sure it was
  /// @param agrees whether it said what the reference says
  public record Shadow(double score, boolean agrees) {}

  /// {@return what a student says of the examples that may prove it: drawn by the coin, answered by
  /// the teacher, newer than all it learnt from}
  public static List<Shadow> shadow(StudentCard card, Student student, List<Example> traffic) {
    List<Shadow> shadows = new ArrayList<>();
    for (Example example : traffic) {
      if (isFresh(card, example)) {
        Verdict verdict = student.judge(example.input());
        // An answer that is no label (a refusal, free text) differs from whatever a student says.
        boolean agrees = example.reference().filter(verdict.label()::equals).isPresent();
        shadows.add(new Shadow(verdict.score(), agrees));
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
  /// @param grid thresholds, strictest first, fixed before the shadows were seen
  /// @param level the part of delta that this look may spend
  public Optional<Proof> walk(List<Double> grid, List<Shadow> shadows, double level) {
    Optional<Proof> last = Optional.empty();
    for (double threshold : grid) {
      int n = 0;
      int k = 0;
      for (Shadow shadow : shadows) {
        if (shadow.score() >= threshold) {
          n++;
          k += shadow.agrees() ? 0 : 1;
        }
      }
      if (n == 0 || Binomial.atMost(k, n, eps) > level) {
        return last;
      }
      double bound = Binomial.upperBound(k, n, level);
      last = Optional.of(new Proof(threshold, shadows.size(), n, k, bound, eps, delta, level));
    }
    return last;
  }
}
