package dev.asterism.train;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.student.Certainty;
import dev.asterism.student.Draft;
import dev.asterism.student.Parts;
import dev.asterism.trace.Example;
import dev.asterism.train.CrossFit.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Drafts of every example by parts that were not fitted on it, and how sure to be of such drafts.
///
/// @param judged one for each example that stands for the traffic, fold by fold
/// @param decisions how many decisions drafts can come of
record DraftJudgements(List<Judged> judged, int decisions) {

  DraftJudgements {
    judged = List.copyOf(judged);
  }

  /// Drafts that count for a decision as much as all others do.
  private static final int SHRINKAGE = 5;

  /// @param draft what it says is not kept, but whether it says anything is: of all examples, in
  ///   every size, answers take more room than all else
  /// @param correct whether it said the teacher's answer
  record Judged(Draft draft, boolean correct, int fold, boolean uniform) {

    private static final Value ANYTHING = new Value.Nothing();

    static Judged of(Draft draft, Value answer, int fold, Example example) {
      Draft silent =
          new Draft(draft.answer().map(_ -> ANYTHING), draft.evidence(), draft.decisions());
      return new Judged(silent, draft.is(answer), fold, example.uniform());
    }
  }

  /// @param once by n-grams and tags
  /// @param twice by meaning too, where it was read; in the same order
  /// @param kept the share of the parts' weights that was kept
  record Readings(DraftJudgements once, Optional<DraftJudgements> twice, double kept) {}

  /// What was judged of one fold, by parts of one size.
  private record Fold(List<Judged> once, List<Judged> twice, int decisions) {}

  /// Shares of weights to keep. Fewer than students of n-grams try: each takes all drafts anew.
  private static final double[] SHARES = {1, 0.5, 0.25, 0.12, 0.07};

  /// {@return drafts by parts of the smallest size that is good enough}
  ///
  /// @param tolerance how many more of the answers may be wrong, as a share of all, with fewer
  ///   weights than all of them
  static Readings of(Lessons lessons, Schema schema, long seed, double tolerance) {
    List<List<Fold>> folds = folds(lessons, schema, seed, DraftJudgements::sizes);
    int smallest =
        Pruning.smallest(tolerance, pruning(folds, Fold::once), pruning(folds, Fold::twice));
    return readings(lessons, folds, smallest, SHARES[smallest]);
  }

  /// {@return drafts by parts of a size that was chosen before}
  ///
  /// @param kept the share of weights that is worth keeping
  /// @param share of those which a student may have, in (0, 1]
  static Readings of(Lessons lessons, Schema schema, long seed, double kept, double share) {
    Function<LearntParts, Stream<Parts>> size =
        learnt -> Stream.of(learnt.parts(kept).heaviest(share));
    return readings(lessons, folds(lessons, schema, seed, size), 0, kept);
  }

  private static Stream<Parts> sizes(LearntParts learnt) {
    return Arrays.stream(SHARES).mapToObj(learnt::parts);
  }

  private static Readings readings(Lessons lessons, List<List<Fold>> folds, int size, double kept) {
    List<Fold> chosen = folds.stream().map(sizes -> sizes.get(size)).toList();
    int decisions = chosen.getLast().decisions();
    List<Judged> once = chosen.stream().flatMap(fold -> fold.once().stream()).toList();
    List<Judged> twice = chosen.stream().flatMap(fold -> fold.twice().stream()).toList();
    return new Readings(
        new DraftJudgements(once, decisions),
        lessons.texts().meanings().isEmpty()
            ? Optional.empty()
            : Optional.of(new DraftJudgements(twice, decisions)),
        kept);
  }

  /// What the first size gets right is what all weights do: whole answers, of which a part that is
  /// wrong spoils all others.
  private static Pruning pruning(List<List<Fold>> folds, Function<Fold, List<Judged>> reading) {
    Pruning pruning = new Pruning(SHARES.length);
    for (List<Fold> sizes : folds) {
      for (int i = 0; i < reading.apply(sizes.getFirst()).size(); i++) {
        int place = i;
        IntPredicate right = size -> reading.apply(sizes.get(size)).get(place).correct();
        pruning.judge(right.test(0), right);
      }
    }
    return pruning;
  }

  /// {@return each fold judged by parts of each size}
  ///
  /// Folds are taught side by side, in the pool of whoever calls from a pool's thread.
  ///
  /// @param sizes makes them of what was learnt without a fold
  private static List<List<Fold>> folds(
      Lessons lessons, Schema schema, long seed, Function<LearntParts, Stream<Parts>> sizes) {
    return IntStream.range(0, lessons.dataset().foldCount())
        .parallel()
        .mapToObj(fold -> {
          int[] taught = lessons.dataset().taught(fold);
          return sizes
              .apply(PartsFit.fit(lessons, taught, seed + fold + 1))
              .map(parts -> fold(lessons, schema, parts, fold))
              .toList();
        })
        .toList();
  }

  private static Fold fold(Lessons lessons, Schema schema, Parts parts, int fold) {
    List<Judged> once = new ArrayList<>();
    List<Judged> twice = new ArrayList<>();
    for (int place : lessons.dataset().held(fold)) {
      Example example = lessons.dataset().examples().get(place);
      Value answer = lessons.answers().get(place);
      Draft first = parts.draft(example.input(), Optional.empty()).within(schema);
      once.add(Judged.of(first, answer, fold, example));
      if (!lessons.texts().meanings().isEmpty()) {
        Optional<float[]> meaning = Optional.of(lessons.texts().meanings().get(place));
        Draft second = parts.draft(example.input(), meaning).within(schema);
        twice.add(Judged.of(second, answer, fold, example));
      }
    }
    return new Fold(once, twice, parts.decisions());
  }

  /// {@return the share of all traffic in which a student would agree}
  double accuracy() {
    return judged.stream()
        .filter(Judged::uniform)
        .mapToDouble(one -> one.correct() ? 1 : 0)
        .average()
        .orElse(0);
  }

  /// {@return the certainty fitted on every judgement: the one that will serve}
  Certainty certainty() {
    return fitted(judged);
  }

  /// {@return a score for every judgement, in their order, by a certainty fitted on the other
  /// folds}
  double[] scores() {
    double[] scores = new double[judged.size()];
    for (int fold : judged.stream().map(Judged::fold).distinct().toList()) {
      Certainty certainty = fitted(judged.stream().filter(one -> one.fold() != fold).toList());
      for (int i = 0; i < scores.length; i++) {
        if (judged.get(i).fold() == fold) {
          scores[i] = certainty.score(judged.get(i).draft());
        }
      }
    }
    return scores;
  }

  /// {@return uniform judgements with their scores; those below `sure` by another reading's}
  static List<Scored> scored(DraftJudgements first, DraftJudgements second, double sure) {
    double[] once = first.scores();
    double[] twice = second.scores();
    return IntStream.range(0, once.length)
        .filter(i -> first.judged().get(i).uniform())
        .mapToObj(i ->
            once[i] >= sure
                ? new Scored(once[i], first.judged().get(i).correct())
                : new Scored(twice[i], second.judged().get(i).correct()))
        .toList();
  }

  /// {@return the share of uniform judgements whose score is below `sure`}
  double unsure(double sure) {
    double[] scores = scores();
    return IntStream.range(0, scores.length)
        .filter(i -> judged.get(i).uniform())
        .mapToDouble(i -> scores[i] >= sure ? 0 : 1)
        .average()
        .orElse(0);
  }

  private Certainty fitted(List<Judged> some) {
    List<Double> reliability = reliability(some);
    List<Judged> answers = some.stream().filter(one -> one.draft().answer().isPresent()).toList();
    List<double[]> rows =
        answers.stream().map(one -> Certainty.evidence(one.draft(), reliability)).toList();
    boolean[] outcomes = new boolean[answers.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = answers.get(i).correct();
    }
    double[] weights = LogisticFit.fit(rows, outcomes, Certainty.EVIDENCE);
    return new Certainty(Arrays.stream(weights).boxed().toList(), reliability);
  }

  /// For each decision, the share of answers made with it that were right, shrunk towards the mean.
  private List<Double> reliability(List<Judged> some) {
    double[] right = new double[decisions];
    double[] all = new double[decisions];
    double mean = some.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
    for (Judged one : some) {
      for (int decision : one.draft().decisions()) {
        all[decision]++;
        right[decision] += one.correct() ? 1 : 0;
      }
    }
    List<Double> reliability = new ArrayList<>();
    for (int decision = 0; decision < decisions; decision++) {
      reliability.add((right[decision] + SHRINKAGE * mean) / (all[decision] + SHRINKAGE));
    }
    return reliability;
  }
}
