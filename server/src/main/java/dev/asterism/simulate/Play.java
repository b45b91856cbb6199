package dev.asterism.simulate;

import dev.asterism.estimate.Jury.Judgement;
import dev.asterism.policy.Candidate;
import dev.asterism.policy.Policy;
import dev.asterism.policy.Prospect;
import dev.asterism.policy.State;
import dev.asterism.policy.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plays a policy on recorded outcomes, as a gateway would perform it.
final class Play {

  private final Team team;
  private final Money money;

  Play(Team team, Money money) {
    this.team = team;
    this.money = money;
  }

  /// {@return how the policy does on the mean}
  Result play(Policy policy, List<Question> questions, List<Estimates> estimates) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      results.add(play(policy, questions.get(i), estimates.get(i)));
    }
    return Result.mean(results);
  }

  Result play(Policy policy, Question question, Estimates estimates) {
    Set<String> asked = new LinkedHashSet<>();
    double cost = 0;
    int steps = 0;
    while (true) {
      State state = state(asked, estimates);
      switch (policy.next(state)) {
        case Step.Ask(List<String> models) -> {
          steps++;
          for (String model : models) {
            asked.add(model);
            cost += money.of(model, question);
          }
        }
        case Step.Answer(String model) -> {
          double strong = asked.contains(team.boss()) ? 1 : 0;
          double expected = state.best().map(Candidate::quality).orElse(0.0);
          return new Result(
              question.outcome(model).quality(), cost, asked.size(), steps, strong, expected);
        }
        case Step.Refuse(String reason) -> throw new IllegalStateException(reason);
      }
    }
  }

  /// An answer goes by the name of a model that gave it. The strong model's word is final.
  private State state(Set<String> asked, Estimates estimates) {
    Optional<Judgement> judgement = judgement(asked, estimates);
    List<Prospect> prospects = new ArrayList<>();
    List<String> models = team.models();
    for (int i = 0; i < models.size(); i++) {
      String model = models.get(i);
      if (!asked.contains(model)) {
        double before = estimates.expected()[i];
        double quality = model.equals(team.boss()) ? boss(judgement, estimates) : before;
        prospects.add(new Prospect(model, quality, money.expects(model), 0));
      }
    }
    return new State(prospects, candidates(asked, estimates, judgement), asked.size());
  }

  private List<Candidate> candidates(
      Set<String> asked, Estimates estimates, Optional<Judgement> judgement) {
    if (asked.contains(team.boss())) {
      return List.of(new Candidate(team.boss(), boss(judgement, estimates), 1));
    }
    return judgement
        .map(one ->
            new Candidate(team.voters().get(one.voter()), one.quality(), Math.max(1, one.votes())))
        .or(() -> lone(asked, estimates))
        .map(List::of)
        .orElse(List.of());
  }

  private static double boss(Optional<Judgement> judgement, Estimates estimates) {
    double before = estimates.expected()[estimates.expected().length - 1];
    return judgement.map(Judgement::bossQuality).orElse(before);
  }

  /// A router asks one model, which need not be the first.
  private Optional<Candidate> lone(Set<String> asked, Estimates estimates) {
    return asked.stream()
        .findFirst()
        .map(model -> new Candidate(model, estimates.expected()[team.models().indexOf(model)], 1));
  }

  /// What the jury of the stage that was asked last thinks, where every voter so far was asked.
  private Optional<Judgement> judgement(Set<String> asked, Estimates estimates) {
    int voters = 0;
    Optional<Judgement> latest = Optional.empty();
    for (int stage = 0; stage < estimates.judgements().size(); stage++) {
      voters += team.stages().get(stage).size();
      if (asked.containsAll(team.voters().subList(0, voters))) {
        latest = Optional.of(estimates.judgements().get(stage));
      }
    }
    return latest;
  }
}
