package dev.asterism.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What any policy must be held against.
final class Baselines {

  private static final double PRIOR = 2;

  private final Team team;
  private final Money money;

  Baselines(Team team, Money money) {
    this.team = team;
    this.money = money;
  }

  /// {@return the model that was best on the questions learnt from, cheaper ones first}
  String bestSingle(List<Question> learnt) {
    return team.models().stream()
        .max(
            Comparator.<String>comparingDouble(model -> quality(model, learnt))
                .thenComparingDouble(model -> -money.expects(model)))
        .orElseThrow();
  }

  /// {@return how one model does on its own}
  Result single(String model, List<Question> questions) {
    double cost = questions.stream().mapToDouble(one -> money.of(model, one)).average().orElse(0);
    double quality = quality(model, questions);
    return new Result(quality, cost, 1, 1, model.equals(team.boss()) ? 1 : 0, quality);
  }

  /// {@return the cheapest model that is right, where one is; else the cheapest}
  Result oracle(List<Question> questions) {
    List<Result> results = new ArrayList<>();
    List<String> byCost =
        team.models().stream().sorted(Comparator.comparingDouble(money::expects)).toList();
    for (Question question : questions) {
      double most = byCost.stream().mapToDouble(m -> question.outcome(m).quality()).max().orElse(0);
      String chosen =
          byCost.stream()
              .filter(model -> question.outcome(model).quality() >= most)
              .findFirst()
              .orElseThrow();
      double strong = chosen.equals(team.boss()) ? 1 : 0;
      results.add(new Result(most, money.of(chosen, question), 1, 1, strong, most));
    }
    return Result.mean(results);
  }

  /// {@return a plain vote: the commonest answer where so many gave it, of equal ones the first;
  /// else the strong model's}
  Result vote(int needed, List<Question> questions) {
    List<Result> results = new ArrayList<>();
    double voters = team.voters().stream().mapToDouble(money::expects).sum();
    for (Question question : questions) {
      Map<String, List<String>> votes = new LinkedHashMap<>();
      for (String model : team.voters()) {
        question
            .outcome(model)
            .answer()
            .ifPresent(answer -> votes.computeIfAbsent(answer, _ -> new ArrayList<>()).add(model));
      }
      int most = votes.values().stream().mapToInt(List::size).max().orElse(0);
      boolean settled = most >= needed;
      String given =
          votes.values().stream()
              .filter(supporters -> settled && supporters.size() == most)
              .findFirst()
              .map(List::getFirst)
              .orElse(team.boss());
      double strong = settled ? 0 : 1;
      double cost = voters + strong * money.of(team.boss(), question);
      double quality = question.outcome(given).quality();
      results.add(new Result(quality, cost, team.voters().size(), 1, strong, quality));
    }
    return Result.mean(results);
  }

  /// {@return what somebody would expect who is told each question's group, and nothing else}
  List<Estimates> knowingGroups(List<Question> learnt, List<Question> questions) {
    Map<String, List<Question>> groups = new HashMap<>();
    learnt.forEach(one -> groups.computeIfAbsent(one.group(), _ -> new ArrayList<>()).add(one));
    Map<String, Estimates> known = new HashMap<>();
    List<Estimates> estimates = new ArrayList<>();
    for (Question question : questions) {
      estimates.add(
          known.computeIfAbsent(
              question.group(),
              group ->
                  new Estimates(means(groups.getOrDefault(group, List.of()), learnt), List.of())));
    }
    return estimates;
  }

  private double[] means(List<Question> group, List<Question> learnt) {
    return team.models().stream()
        .mapToDouble(model ->
            (group.size() * quality(model, group) + PRIOR * quality(model, learnt))
                / (group.size() + PRIOR))
        .toArray();
  }

  private static double quality(String model, List<Question> questions) {
    return questions.stream().mapToDouble(one -> one.outcome(model).quality()).average().orElse(0);
  }
}
