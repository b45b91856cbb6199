package dev.asterism.simulate;

import dev.asterism.policy.Candidate;
import dev.asterism.policy.Prospect;
import dev.asterism.policy.Sampling;
import dev.asterism.policy.State;
import dev.asterism.policy.Step;
import dev.asterism.simulate.Outcome.Sample;
import dev.asterism.stats.CostQuality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Simulates asking one model again and again: when to stop is learnt, and held against counting
/// all samples.
final class Resampling {

  private static final double[] CONFIDENCES = {0.7, 0.8, 0.9, 0.95, 0.99, 1};
  private static final int[] FEWEST = {1, 2, 3, 5, 10};

  /// Each question's samples are asked in so many orders: luck in one would be learnt as a rule.
  private static final int ORDERS = 5;

  private static final double[] SHARES = {0.1, 0.2, 0.3, 0.5, 0.7, 1};

  private final SimulationSettings settings;
  private final Progress progress;

  Resampling(SimulationSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  Finding find(String name, List<Question> questions) {
    Team team = Team.of(settings.models(), questions, name);
    String model = team.boss();
    int all =
        questions.stream().mapToInt(one -> one.outcome(model).samples().size()).max().orElse(0);
    if (all < 2) {
      throw new BadOutcomes(name + ": '" + model + "' has no samples to stop early in");
    }
    List<Sampling> ways = ways(model, all);
    Sampling whole = new Sampling(model, 1, all, all);
    Figures figures = new Figures();
    List<List<Result>> curves = new ArrayList<>();
    List<Result> wholes = new ArrayList<>();
    int labels = settings.labels(questions.size());
    boolean dollars = questions.stream().allMatch(one -> one.outcome(model).cost().isPresent());
    for (int run = 0; run < settings.seeds(); run++) {
      progress.at(name + ", split " + (run + 1), run, settings.seeds());
      Split split = Split.of(questions, labels, settings.seed() + run);
      double wanted = play(whole, split.learnt()).quality() - settings.within();
      Sampling chosen = cheapest(ways, whole, wanted, split.learnt());
      Result judged = play(chosen, split.judged());
      Result full = play(whole, split.judged());
      wholes.add(full);
      figures.add("quality", judged.quality());
      figures.add("cost", judged.cost());
      figures.add("strong_share", 1);
      figures.add("calls", judged.calls());
      figures.add("steps", judged.steps());
      figures.add("fewer_calls", full.calls() / judged.calls());
      figures.add("baselines.all_samples.quality", full.quality());
      figures.add("baselines.all_samples.cost", full.cost());
      figures.add("baselines.all_samples.calls", full.calls());
      Result one = play(new Sampling(model, 1, 1, 1), split.judged());
      figures.add("baselines.one_sample.quality", one.quality());
      figures.add("baselines.one_sample.cost", one.cost());
      figures.add("oracle.quality", any(model, split.judged()));
      List<Result> curve = ways.stream().map(way -> play(way, split.judged())).toList();
      figures.add("aiq", new CostQuality(curve.stream().map(Choosing::point).toList()).aiq());
      curves.add(curve);
    }
    List<CostQuality.Point> points = new ArrayList<>();
    for (int way = 0; way < ways.size(); way++) {
      int at = way;
      points.add(Choosing.point(Result.mean(curves.stream().map(c -> c.get(at)).toList())));
    }
    Map<String, CostQuality.Point> marks = new LinkedHashMap<>();
    marks.put("all samples", Choosing.point(Result.mean(wholes)));
    return new Finding(
        name,
        List.of(model),
        labels,
        questions.size() - labels,
        dollars,
        figures,
        new CostQuality(points).hull(),
        marks);
  }

  private static List<Sampling> ways(String model, int all) {
    List<Sampling> ways = new ArrayList<>();
    for (double share : SHARES) {
      int most = Math.max(1, (int) Math.round(share * all));
      for (int fewest : FEWEST) {
        for (double confidence : CONFIDENCES) {
          if (fewest <= most) {
            ways.add(new Sampling(model, confidence, fewest, most));
          }
        }
      }
    }
    return ways;
  }

  private Sampling cheapest(
      List<Sampling> ways, Sampling whole, double wanted, List<Question> learnt) {
    Sampling chosen = whole;
    double least = play(whole, learnt).calls();
    for (Sampling way : ways) {
      Result tried = play(way, learnt);
      if (tried.quality() >= wanted && tried.calls() < least) {
        least = tried.calls();
        chosen = way;
      }
    }
    return chosen;
  }

  private Result play(Sampling way, List<Question> questions) {
    List<Result> results = new ArrayList<>();
    for (Question question : questions) {
      List<Sample> samples = question.outcome(way.model()).samples();
      // Who counts all of them counts the same in any order.
      int orders = way.fewest() >= samples.size() ? 1 : ORDERS;
      for (int order = 0; order < orders; order++) {
        Result result = once(way, shuffled(samples, question.id(), order));
        results.addAll(Collections.nCopies(ORDERS / orders, result));
      }
    }
    return Result.mean(results);
  }

  private Result once(Sampling way, List<Sample> samples) {
    int asked = 0;
    int steps = 0;
    while (true) {
      switch (way.next(state(way, samples, asked))) {
        case Step.Ask(List<String> models) -> {
          asked = Math.min(samples.size(), asked + models.size());
          steps++;
        }
        case Step.Answer(String answer) -> {
          return result(samples, asked, steps, goodness(samples, asked, answer));
        }
        // Nobody could read an answer: that is a bad one.
        case Step.Refuse _ -> {
          return result(samples, asked, steps, 0);
        }
      }
    }
  }

  /// Records may keep equal answers side by side; who asks gets them in no order.
  private List<Sample> shuffled(List<Sample> samples, String id, int order) {
    List<Sample> shuffled = new ArrayList<>(samples);
    long seed = settings.seed() ^ id.hashCode() ^ (long) order << Integer.SIZE;
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  private Result result(List<Sample> samples, int asked, int steps, double quality) {
    boolean recorded = samples.stream().allMatch(one -> one.cost().isPresent());
    double cost =
        recorded
            ? samples.subList(0, asked).stream().mapToDouble(one -> one.cost().orElse(0)).sum()
            : asked;
    return new Result(quality, cost, asked, steps, 1, quality);
  }

  private State state(Sampling way, List<Sample> samples, int asked) {
    Map<String, Integer> votes = new LinkedHashMap<>();
    Map<String, Boolean> good = new LinkedHashMap<>();
    for (int i = 0; i < asked; i++) {
      String answer = answer(samples, i);
      votes.merge(answer, 1, Integer::sum);
      good.putIfAbsent(answer, samples.get(i).good());
    }
    List<Candidate> candidates = new ArrayList<>();
    votes.forEach((answer, count) -> {
      boolean shown = settings.verified() && Boolean.TRUE.equals(good.get(answer));
      candidates.add(new Candidate(answer, shown ? 1 : 0.5, count));
    });
    List<Prospect> prospects =
        asked < samples.size() ? List.of(new Prospect(way.model(), 0.5, 0, 0)) : List.of();
    return new State(prospects, candidates, asked);
  }

  /// Samples without a recorded answer agree with no other.
  private static String answer(List<Sample> samples, int place) {
    return samples.get(place).answer().orElse("sample " + place);
  }

  private static double goodness(List<Sample> samples, int asked, String answer) {
    for (int i = 0; i < asked; i++) {
      if (answer(samples, i).equals(answer)) {
        return samples.get(i).good() ? 1 : 0;
      }
    }
    return 0;
  }

  private static double any(String model, List<Question> questions) {
    return questions.stream()
        .mapToDouble(one -> one.outcome(model).samples().stream().anyMatch(Sample::good) ? 1 : 0)
        .average()
        .orElse(0);
  }
}
