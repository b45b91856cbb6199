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
///
/// @param learnt what was thought of the questions that taught
/// @param shadows answers of the questions that prove
/// @param fresh answers of the questions judged
record Calibration(List<Estimates> learnt, List<Shadow> shadows, List<Shadow> fresh) {

  private static final double DELTA = 0.05;
  private static final int NOTCHES = 20;

  /// The strictest threshold lets through so many times the answers that a proof without a single
  /// bad one needs: a grid that begins with fewer stops before it began.
  private static final double AMPLE = 1.5;

  private static final double GOOD = 0.5;

  /// What became of the questions judged.
  ///
  /// @param answers kept from the strong model
  /// @param coverage their share of all
  /// @param risk share of them that are bad; 0 where there are none
  record Kept(int answers, double coverage, double risk) {}

  static Calibration of(Team team, Split split, Optional<Encoder> encoder) {
    int half = split.learnt().size() / 2;
    List<Question> teaching = split.learnt().subList(0, half);
    List<Question> proving = split.learnt().subList(half, split.learnt().size());
    List<Question> unseen = new ArrayList<>(proving);
    unseen.addAll(split.judged());
    Estimates.Both estimates = Estimates.of(team, teaching, unseen, encoder);
    List<Estimates> others = estimates.others();
    return new Calibration(
        estimates.learnt(),
        shadows(team, proving, others.subList(0, proving.size())),
        shadows(team, split.judged(), others.subList(proving.size(), unseen.size())));
  }

  /// {@return what is kept of the questions judged where at most eps of it may be bad}
  Kept at(double eps) {
    List<Shadow> kept =
        walk(eps).stream().flatMap(threshold -> from(threshold, fresh).stream()).toList();
    long bad = kept.stream().filter(shadow -> !shadow.agrees()).count();
    return new Kept(
        kept.size(),
        (double) kept.size() / fresh.size(),
        kept.isEmpty() ? 0 : (double) bad / kept.size());
  }

  /// {@return the loosest threshold that passes, from strict to loose, each by one exact test;
  /// empty where none does}
  private Optional<Double> walk(double eps) {
    Optional<Double> last = Optional.empty();
    for (double threshold : grid(eps)) {
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

  private static List<Shadow> shadows(
      Team team, List<Question> questions, List<Estimates> estimates) {
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
  private List<Double> grid(double eps) {
    double first = Math.min(1, AMPLE * Math.log(DELTA) / Math.log1p(-eps) / shadows.size());
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
