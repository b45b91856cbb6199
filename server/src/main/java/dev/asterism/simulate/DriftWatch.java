package dev.asterism.simulate;

import dev.asterism.stats.Binomial;
import dev.asterism.stats.RateAlarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Watches a model whose errors are known, while another silently takes its place.
///
/// The limit is what the errors of the questions learnt from allow at most, and a quarter of it
/// more. The rest is watched: half of it answered by the first model, half by the second; and as a
/// control all of it by the first.
final class DriftWatch {

  private static final double ALPHA = 0.01;
  private static final double SLACK = 1.25;
  private static final double GOOD = 0.5;

  private final SimulationSettings settings;

  DriftWatch(SimulationSettings settings) {
    this.settings = settings;
  }

  Finding find(String name, List<Question> questions) {
    Team team = Team.of(settings.models(), questions, name);
    if (team.models().size() != 2) {
      throw new BadOutcomes(name + ": drift needs two models: the one before, the one after");
    }
    String before = team.models().getFirst();
    String after = team.boss();
    int labels = settings.labels(questions.size());
    Figures figures = new Figures();
    for (int run = 0; run < settings.seeds(); run++) {
      Split split = Split.of(questions, labels, settings.seed() + run);
      int errors = (int) split.learnt().stream().filter(one -> !isGood(one, before)).count();
      double limit = Math.min(0.95, SLACK * Binomial.upperBound(errors, labels, 0.05));
      List<Question> watched = split.judged();
      int change = watched.size() / 2;
      int alarm = alarm(watched, limit, before, after, change);
      figures.add("limit", limit);
      figures.add("error_before", 1 - quality(watched.subList(0, change), before));
      figures.add("error_after", 1 - quality(watched.subList(change, watched.size()), after));
      figures.add("alarm", alarm > change ? 1 : 0);
      figures.add("false_alarm", alarm > 0 && alarm <= change ? 1 : 0);
      figures.add("questions_until_alarm", alarm > change ? alarm - change : Double.NaN);
      figures.add("control.alarm", alarm(watched, limit, before, before, change) > 0 ? 1 : 0);
    }
    return new Finding(
        name,
        team.models(),
        labels,
        questions.size() - labels,
        false,
        figures,
        new ArrayList<>(),
        Map.of());
  }

  /// {@return how many answers were seen when the alarm went off; 0 where it did not}
  private static int alarm(
      List<Question> watched, double limit, String before, String after, int change) {
    RateAlarm alarm = new RateAlarm(ALPHA, limit);
    for (int i = 0; i < watched.size(); i++) {
      alarm.add(!isGood(watched.get(i), i < change ? before : after));
      if (alarm.raised()) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean isGood(Question question, String model) {
    return question.outcome(model).quality() >= GOOD;
  }

  private static double quality(List<Question> questions, String model) {
    return questions.stream().mapToDouble(one -> one.outcome(model).quality()).average().orElse(0);
  }
}
