package dev.asterism.simulate;

import dev.asterism.estimate.DraftJudge;
import dev.asterism.estimate.Sketch;
import dev.asterism.policy.Candidate;
import dev.asterism.policy.Outlook;
import dev.asterism.policy.Prospect;
import dev.asterism.policy.Search;
import dev.asterism.policy.State;
import dev.asterism.policy.Step;
import dev.asterism.trace.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Plays searches on recorded outcomes: whoever is most worth asking is asked next, and drafts are
/// judged as a gateway's judge that learns judges them, but for how sure models were, which was not
/// recorded.
final class Searches {

  private static final int FOLDS = 5;

  /// More questions teach no judge: its time grows with the cube of their number.
  private static final int MOST_LABELS = 1_500;

  private static final int NOTCHES = 50;

  /// What the strong model's whole cost is worth in quality, at the ends of the knob.
  private static final double DEAREST = 10;

  private static final double CHEAPEST = 0.001;

  private static final double GOOD = 0.5;

  private final Team team;
  private final Money money;

  Searches(Team team, Money money) {
    this.team = team;
    this.money = money;
  }

  /// {@return searches at falling prices of quality}
  List<Double> knob() {
    double unit = Math.max(money.expects(team.boss()), Double.MIN_NORMAL);
    List<Double> lambdas = new ArrayList<>();
    for (int notch = 0; notch <= NOTCHES; notch++) {
      double share = (double) notch / NOTCHES;
      lambdas.add(DEAREST * Math.pow(CHEAPEST / DEAREST, share) / unit);
    }
    return lambdas;
  }

  /// A question with who judges the drafts for it.
  ///
  /// @param strong how good the strong model's answer is expected to be
  private record Posed(Question question, Foreseeing judge, double strong) {}

  /// A judge, and what drafts would be judged by it, which it is asked once for all questions.
  private record Foreseeing(DraftJudge judge, Map<Draftable, DraftJudge.Judgements> foreseen) {

    /// @param heard the others whose drafts are at hand then
    private record Draftable(String model, Set<String> heard) {}

    Foreseeing(DraftJudge judge) {
      this(judge, new HashMap<>());
    }

    DraftJudge.Judgements judgements(String model, Set<String> heard) {
      return foreseen.computeIfAbsent(
          new Draftable(model, Set.copyOf(heard)), _ -> judge.judgements(model, heard));
    }
  }

  /// {@return how each search does on the questions learnt from, judged by those who did not see
  /// them}
  List<Result> rehearse(List<Question> learnt, List<Estimates> estimates) {
    List<Question> labelled = labelled(learnt);
    List<Foreseeing> judges = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Question> others = new ArrayList<>();
      for (int i = 0; i < labelled.size(); i++) {
        if (i % FOLDS != fold) {
          others.add(labelled.get(i));
        }
      }
      judges.add(new Foreseeing(judge(others)));
    }
    List<Posed> posed = new ArrayList<>();
    for (int i = 0; i < learnt.size(); i++) {
      posed.add(new Posed(learnt.get(i), judges.get(i % FOLDS), strong(estimates.get(i))));
    }
    return play(posed);
  }

  /// {@return how each search does on others}
  List<Result> play(List<Question> learnt, List<Question> others, List<Estimates> estimates) {
    Foreseeing judge = new Foreseeing(judge(labelled(learnt)));
    List<Posed> posed = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      posed.add(new Posed(others.get(i), judge, strong(estimates.get(i))));
    }
    return play(posed);
  }

  private static List<Question> labelled(List<Question> learnt) {
    return learnt.subList(0, Math.min(MOST_LABELS, learnt.size()));
  }

  /// {@return how good the strong model's answer is expected to be, in [0, 1]}
  double strong(Estimates estimates) {
    return Math.clamp(estimates.expected()[team.models().size() - 1], 0, 1);
  }

  private DraftJudge judge(List<Question> questions) {
    List<DraftJudge.Probe> probes = new ArrayList<>();
    for (Question question : questions) {
      Map<String, Boolean> good = new HashMap<>();
      team.voters().forEach(model -> good.put(model, question.outcome(model).quality() >= GOOD));
      probes.add(new DraftJudge.Probe(sketch(question), drafts(question), good));
    }
    return DraftJudge.fit(team.voters(), probes);
  }

  private static Sketch sketch(Question question) {
    return Sketch.of(question.text().orElse(""));
  }

  /// Answers that were not recorded agree with no other.
  private Map<String, Draft> drafts(Question question) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (String model : team.voters()) {
      String meaning =
          question.outcome(model).answer().map(it -> "said " + it).orElse("by " + model);
      drafts.put(model, new Draft(meaning, OptionalDouble.empty()));
    }
    return drafts;
  }

  private List<Result> play(List<Posed> posed) {
    List<Map<String, Double>> chances =
        posed.stream().map(one -> one.judge().judge().chances(sketch(one.question()))).toList();
    List<Result> results = new ArrayList<>();
    for (double lambda : knob()) {
      List<Result> each = new ArrayList<>();
      for (int i = 0; i < posed.size(); i++) {
        each.add(new Course(posed.get(i), chances.get(i), lambda).play());
      }
      results.add(Result.mean(each));
    }
    return results;
  }

  /// One question being asked.
  private final class Course {

    private final Posed posed;
    private final Map<String, Double> chances;
    private final double lambda;
    private final Map<String, Draft> all;
    private final Map<String, Draft> hand = new LinkedHashMap<>();
    private double cost;

    Course(Posed posed, Map<String, Double> chances, double lambda) {
      this.posed = posed;
      this.chances = chances;
      this.lambda = lambda;
      this.all = drafts(posed.question());
    }

    Result play() {
      while (true) {
        List<Candidate> candidates =
            hand.keySet().stream().map(model -> new Candidate(model, judged(model), 1)).toList();
        switch (new Search(outlooks(), lambda)
            .next(new State(prospects(), candidates, hand.size()))) {
          case Step.Ask(List<String> models) -> {
            String model = models.getFirst();
            cost += money.of(model, posed.question());
            if (model.equals(team.boss())) {
              return result(model, posed.strong(), 1);
            }
            hand.put(model, Optional.ofNullable(all.get(model)).orElseThrow());
          }
          case Step.Answer(String model) -> {
            return result(model, judged(model), 0);
          }
          case Step.Refuse(String reason) -> throw new IllegalStateException(reason);
        }
      }
    }

    private Result result(String model, double expected, double strong) {
      int asked = hand.size() + (int) strong;
      return new Result(
          posed.question().outcome(model).quality(), cost, asked, asked, strong, expected);
    }

    private double chance(String model) {
      return Optional.ofNullable(chances.get(model)).orElseThrow();
    }

    private double judged(String model) {
      return posed.judge().judge().quality(model, chance(model), hand);
    }

    private List<Prospect> prospects() {
      return team.models().stream()
          .filter(model -> !hand.containsKey(model))
          .map(model -> new Prospect(model, 0, money.expects(model), 0))
          .toList();
    }

    private Map<String, Outlook> outlooks() {
      Map<String, Outlook> outlooks = new HashMap<>();
      outlooks.put(team.boss(), Outlook.certain(posed.strong()));
      for (String model : team.voters()) {
        if (!hand.containsKey(model)) {
          DraftJudge.Judgements judgements = posed.judge().judgements(model, hand.keySet());
          outlooks.put(model, Outlook.mixed(chance(model), judgements.good(), judgements.bad()));
        }
      }
      return outlooks;
    }
  }
}
