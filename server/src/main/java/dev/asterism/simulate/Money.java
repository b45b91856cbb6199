package dev.asterism.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a call costs: what was recorded, where it was for every model and question; else one for a
/// call of the strong model and nothing for the others.
///
/// @param dollars whether it is money
/// @param expected the mean of each model over the questions learnt from
record Money(boolean dollars, Map<String, Double> expected, String boss) {

  static Money of(Team team, List<Question> learnt) {
    boolean dollars =
        team.models().stream()
            .allMatch(
                model -> learnt.stream().allMatch(one -> one.outcome(model).cost().isPresent()));
    Map<String, Double> expected = new HashMap<>();
    for (String model : team.models()) {
      double mean =
          learnt.stream()
              .mapToDouble(one -> one.outcome(model).cost().orElse(0))
              .average()
              .orElse(0);
      double calls = model.equals(team.boss()) ? 1 : 0;
      expected.put(model, dollars ? mean : calls);
    }
    return new Money(dollars, Map.copyOf(expected), team.boss());
  }

  double expects(String model) {
    return expected.getOrDefault(model, 0.0);
  }

  double of(String model, Question question) {
    double calls = model.equals(boss) ? 1 : 0;
    return dollars ? question.outcome(model).cost().orElse(0) : calls;
  }
}
