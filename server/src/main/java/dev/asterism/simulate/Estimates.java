package dev.asterism.simulate;

import dev.asterism.estimate.Ballot;
import dev.asterism.estimate.Jury;
import dev.asterism.estimate.Jury.Judgement;
import dev.asterism.estimate.QualityEstimator;
import dev.asterism.student.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is thought of a question before anybody is asked, and after each stage.
///
/// @param expected for each model of the team, the strong one last, how likely its answer is good
/// @param judgements one for each stage but the last
record Estimates(double[] expected, List<Judgement> judgements) {

  /// More labels are left aside: an estimator's time grows with the cube of their number.
  private static final int MOST_LABELS = 1_500;

  private static final double GOOD = 0.5;

  Estimates {
    judgements = List.copyOf(judgements);
  }

  /// What was thought of the questions learnt from, each by estimators that had not seen it, and of
  /// others.
  record Both(List<Estimates> learnt, List<Estimates> others) {}

  static Both of(
      Team team, List<Question> learnt, List<Question> others, Optional<Encoder> encoder) {
    List<double[]> before = new ArrayList<>();
    List<double[]> beforeOthers = new ArrayList<>();
    expect(team, learnt, others, encoder, before, beforeOthers);
    List<List<Judgement>> after = new ArrayList<>();
    List<List<Judgement>> afterOthers = new ArrayList<>();
    int voters = 0;
    for (List<String> stage : team.stages().subList(0, team.stages().size() - 1)) {
      voters += stage.size();
      List<String> asked = team.voters().subList(0, voters);
      List<Jury.Told> told = new ArrayList<>();
      for (int i = 0; i < learnt.size(); i++) {
        Question question = learnt.get(i);
        told.add(
            new Jury.Told(
                ballot(asked, question, before.get(i)),
                asked.stream().map(model -> isGood(question, model)).toList(),
                isGood(question, team.boss())));
      }
      after.add(Jury.crossFit(told));
      Jury jury = Jury.fit(told);
      List<Judgement> judged = new ArrayList<>();
      for (int i = 0; i < others.size(); i++) {
        judged.add(jury.judge(ballot(asked, others.get(i), beforeOthers.get(i))));
      }
      afterOthers.add(judged);
    }
    return new Both(join(before, after), join(beforeOthers, afterOthers));
  }

  private static void expect(
      Team team,
      List<Question> learnt,
      List<Question> others,
      Optional<Encoder> encoder,
      List<double[]> before,
      List<double[]> beforeOthers) {
    List<Question> labelled = learnt.subList(0, Math.min(MOST_LABELS, learnt.size()));
    List<double[]> outcomes = new ArrayList<>();
    for (String model : team.models()) {
      outcomes.add(labelled.stream().mapToDouble(one -> one.outcome(model).quality()).toArray());
    }
    List<String> texts = labelled.stream().map(one -> one.text().orElse("")).toList();
    QualityEstimator estimator = QualityEstimator.fit(texts, outcomes, encoder);
    before.addAll(estimator.heldOut());
    learnt
        .subList(labelled.size(), learnt.size())
        .forEach(one -> before.add(estimator.estimate(one.text().orElse(""))));
    others.forEach(one -> beforeOthers.add(estimator.estimate(one.text().orElse(""))));
  }

  private static boolean isGood(Question question, String model) {
    return question.outcome(model).quality() >= GOOD;
  }

  /// Answers that were not recorded agree with no other.
  private static Ballot ballot(List<String> asked, Question question, double[] expected) {
    List<Optional<String>> answers = new ArrayList<>();
    List<Double> before = new ArrayList<>();
    boolean recorded =
        asked.stream().anyMatch(model -> question.outcome(model).answer().isPresent());
    for (int i = 0; i < asked.size(); i++) {
      Optional<String> answer = question.outcome(asked.get(i)).answer();
      answers.add(recorded ? answer : Optional.of("answer " + i));
      before.add(expected[i]);
    }
    before.add(expected[expected.length - 1]);
    return new Ballot(answers, before);
  }

  private static List<Estimates> join(List<double[]> before, List<List<Judgement>> after) {
    List<Estimates> joined = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      int question = i;
      joined.add(
          new Estimates(before.get(i), after.stream().map(stage -> stage.get(question)).toList()));
    }
    return joined;
  }
}
