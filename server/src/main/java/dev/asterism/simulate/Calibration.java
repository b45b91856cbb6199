package dev.asterism.simulate;

import dev.asterism.chat.Label;
import dev.asterism.estimate.Jury.Judgement;
import dev.asterism.prove.Prover.Shadow;
import dev.asterism.stats.Binomial;
import dev.asterism.student.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A cascade whose threshold is proved as a student's is, but on questions that are all there at
/// once, so that each threshold is tested once: with confidence 1 - delta at most eps of the
/// answers kept from the strong model are bad.
///
/// Half of the questions learnt from teach the jury and fix the grid; the other half proves.
final class Calibration {

  private static final double DELTA = 0.05;
  private static final int NOTCHES = 20;

  /// The strictest threshold lets through so many times the answers that a proof without a single
  /// bad one needs: a grid that begins with fewer stops before it began.
  private static final double AMPLE = 1.5;

  private static final double GOOD = 0.5;

  private final Team team;
  private final double eps;

  Calibration(Team team, double eps) {
    this.team = team;
    this.eps = eps;
  }

  void tell(Split split, Optional<Encoder> encoder, Figures figures) {
    int half = split.learnt().size() / 2;
    List<Question> teaching = split.learnt().subList(0, half);
    List<Question> proving = split.learnt().subList(half, split.learnt().size());
    List<Question> unseen = new ArrayList<>(proving);
    unseen.addAll(split.judged());
    Estimates.Both estimates = Estimates.of(team, teaching, unseen, encoder);
    List<Shadow> shadows = shadows(proving, estimates.others().subList(0, proving.size()));
    List<Shadow> fresh =
        shadows(split.judged(), estimates.others().subList(proving.size(), unseen.size()));
    List<Shadow> kept =
        walk(grid(estimates.learnt(), proving.size()), shadows).stream()
            .flatMap(threshold -> from(threshold, fresh).stream())
            .toList();
    long bad = kept.stream().filter(shadow -> !shadow.agrees()).count();
    double risk = kept.isEmpty() ? 0 : (double) bad / kept.size();
    figures.add("calibrated.eps", eps);
    figures.add("calibrated.coverage", (double) kept.size() / fresh.size());
    figures.add("calibrated.risk", risk);
    figures.add("calibrated.violated", risk > eps ? 1 : 0);
  }

  /// {@return the loosest threshold that passes, from strict to loose, each by one exact test;
  /// empty where none does}
  private Optional<Double> walk(List<Double> grid, List<Shadow> shadows) {
    Optional<Double> last = Optional.empty();
    for (double threshold : grid) {
      List<Shadow> kept = from(threshold, shadows);
      int bad = (int) kept.stream().filter(shadow -> !shadow.agrees()).count();
      if (kept.isEmpty() || Binomial.atMost(bad, kept.size(), eps) > DELTA) {
        break;
      }
      last = Optional.of(threshold);
    }
    return last;
  }

  private static List<Shadow> from(double threshold, List<Shadow> shadows) {
    return shadows.stream().filter(shadow -> shadow.score() >= threshold).toList();
  }

  private List<Shadow> shadows(List<Question> questions, List<Estimates> estimates) {
    return IntStream.range(0, questions.size())
        .mapToObj(i -> {
          Judgement judgement = estimates.get(i).judgements().getLast();
          String model = team.voters().get(judgement.voter());
          boolean good = questions.get(i).outcome(model).quality() >= GOOD;
          return new Shadow(new Label.Text(model), judgement.quality(), good);
        })
        .toList();
  }

  /// Quantiles of the scores of questions learnt from, strictest first.
  private List<Double> grid(List<Estimates> learnt, int proving) {
    double first = Math.min(1, AMPLE * Math.log(DELTA) / Math.log1p(-eps) / proving);
    double[] scores =
        learnt.stream().mapToDouble(one -> one.judgements().getLast().quality()).sorted().toArray();
    return IntStream.rangeClosed(0, NOTCHES)
        .mapToObj(notch -> {
          double covered = first + (1 - first) * notch / NOTCHES;
          return scores[(int) Math.floor((1 - covered) * (scores.length - 1))];
        })
        .toList();
  }
}
