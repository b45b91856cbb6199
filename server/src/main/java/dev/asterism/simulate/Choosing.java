package dev.asterism.simulate;

import dev.asterism.policy.Policy;
import dev.asterism.stats.CostQuality;
import dev.asterism.stats.DeferralCurve;
import dev.asterism.student.Encoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Simulates a policy that chooses among models: route, cascade, search, swarm.
final class Choosing {

  private final SimulationSettings settings;
  private final Optional<Encoder> encoder;
  private final Progress progress;

  Choosing(SimulationSettings settings, Optional<Encoder> encoder, Progress progress) {
    this.settings = settings;
    this.encoder = encoder;
    this.progress = progress;
  }

  Finding find(String name, List<Question> questions) {
    Team team = Team.of(settings, questions, name);
    Figures figures = new Figures();
    List<List<Result>> curves = new ArrayList<>();
    List<Result> singles = new ArrayList<>();
    List<Result> oracles = new ArrayList<>();
    int labels = settings.labels(questions.size());
    boolean dollars = false;
    for (int run = 0; run < settings.seeds(); run++) {
      progress.at(name + ", split " + (run + 1), run, settings.seeds());
      Split split = Split.of(questions, labels, settings.seed() + run);
      Money money = Money.of(team, split.learnt());
      dollars = money.dollars();
      curves.add(run(team, money, split, figures));
      Baselines baselines = new Baselines(team, money);
      singles.add(baselines.single(baselines.bestSingle(split.learnt()), split.judged()));
      oracles.add(baselines.oracle(split.judged()));
    }
    Map<String, CostQuality.Point> marks = new LinkedHashMap<>();
    marks.put("best single", point(Result.mean(singles)));
    marks.put("oracle", point(Result.mean(oracles)));
    return new Finding(
        name,
        team.stages().stream().map(stage -> String.join("+", stage)).toList(),
        labels,
        questions.size() - labels,
        dollars,
        figures,
        meanCurve(curves),
        marks);
  }

  /// {@return the policy on the questions judged, setting by setting}
  private List<Result> run(Team team, Money money, Split split, Figures figures) {
    Estimates.Both estimates = Estimates.of(team, split.learnt(), split.judged(), encoder);
    Played played =
        settings.kind() == Kind.search
            ? searched(team, money, split, estimates)
            : played(team, money, split, estimates);
    List<Result> rehearsed = played.rehearsed();
    List<Result> judged = played.judged();
    Baselines baselines = new Baselines(team, money);
    String best = baselines.bestSingle(split.learnt());
    // What estimators that had not seen a question expect of it varies less than how it came out.
    double single =
        best.equals(team.boss())
            ? played.strong()
            : baselines.single(best, split.learnt()).quality();
    Result chosen = judged.get(choose(rehearsed, single));
    tell(figures, "", chosen);
    DeferralCurve curve = curve(baselines, team, split, judged);
    figures.add("apgr", curve.apgr());
    figures.add("cpt50", curve.callsFor(0.5));
    figures.add("cpt80", curve.callsFor(0.8));
    figures.add("cpt100", curve.callsFor(1));
    figures.add("aiq", new CostQuality(judged.stream().map(Choosing::point).toList()).aiq());
    held(team, money, split, figures, chosen, curve);
    if (settings.kind() == Kind.cascade || settings.kind() == Kind.swarm) {
      Calibration.Kept kept = Calibration.of(team, split, encoder).at(settings.eps());
      figures.add("calibrated.eps", settings.eps());
      figures.add("calibrated.coverage", kept.coverage());
      figures.add("calibrated.risk", kept.risk());
      figures.add("calibrated.violated", kept.risk() > settings.eps() ? 1 : 0);
    }
    return judged;
  }

  /// A policy setting by setting, from cheap to dear.
  ///
  /// @param rehearsed on the questions learnt from
  /// @param strong how good the strong model alone is expected to be there
  private record Played(List<Result> rehearsed, List<Result> judged, double strong) {}

  private Played played(Team team, Money money, Split split, Estimates.Both estimates) {
    List<Policy> policies =
        settings.kind() == Kind.route
            ? Knob.routes(team, money, estimates.learnt())
            : Knob.cascades(team, estimates.learnt());
    Play play = new Play(team, money);
    List<Result> rehearsed =
        policies.stream().map(one -> play.play(one, split.learnt(), estimates.learnt())).toList();
    return new Played(
        rehearsed,
        policies.stream().map(one -> play.play(one, split.judged(), estimates.others())).toList(),
        rehearsed.getLast().expected());
  }

  private static Played searched(Team team, Money money, Split split, Estimates.Both estimates) {
    Searches searches = new Searches(team, money);
    return new Played(
        searches.rehearse(split.learnt(), estimates.learnt()),
        searches.play(split.learnt(), split.judged(), estimates.others()),
        // A search asks it alone at no setting.
        estimates.learnt().stream().mapToDouble(searches::strong).average().orElse(0));
  }

  private void held(
      Team team, Money money, Split split, Figures figures, Result chosen, DeferralCurve curve) {
    Baselines baselines = new Baselines(team, money);
    double share = chosen.strongShare();
    double weak = curve.qualityAt(0);
    figures.add("baselines.random.quality", weak + share * (curve.qualityAt(1) - weak));
    figures.add("baselines.random.apgr", 0.5);
    String best = baselines.bestSingle(split.learnt());
    tell(figures, "baselines.best_single.", baselines.single(best, split.judged()));
    tell(figures, "baselines.strong.", baselines.single(team.boss(), split.judged()));
    if (settings.kind() == Kind.swarm) {
      votes(team, baselines, split, figures, curve);
    }
    Play play = new Play(team, money);
    List<Estimates> learnt = baselines.knowingGroups(split.learnt(), split.learnt());
    List<Estimates> told = baselines.knowingGroups(split.learnt(), split.judged());
    List<Result> knowing =
        Knob.routes(team, money, learnt).stream()
            .map(policy -> play.play(policy, split.judged(), told))
            .toList();
    DeferralCurve known = curve(baselines, team, split, knowing);
    figures.add("baselines.knows_dataset.quality", known.qualityAt(share));
    figures.add("baselines.knows_dataset.apgr", known.apgr());
    tell(figures, "oracle.", baselines.oracle(split.judged()));
  }

  /// Plain votes, beside what the policy does with as many calls of the strong model.
  private static void votes(
      Team team, Baselines baselines, Split split, Figures figures, DeferralCurve curve) {
    for (int needed = 2; needed <= team.voters().size(); needed++) {
      Result vote = baselines.vote(needed, split.judged());
      String prefix = "baselines.vote_" + needed + ".";
      figures.add(prefix + "strong_share", vote.strongShare());
      figures.add(prefix + "quality", vote.quality());
      figures.add(prefix + "policy_there", curve.qualityAt(vote.strongShare()));
    }
  }

  private static void tell(Figures figures, String prefix, Result result) {
    figures.add(prefix + "quality", result.quality());
    figures.add(prefix + "cost", result.cost());
    figures.add(prefix + "strong_share", result.strongShare());
    if (prefix.isEmpty()) {
      figures.add("calls", result.calls());
      figures.add("steps", result.steps());
    }
  }

  /// {@return the place of the setting that is asked for, as far as the questions learnt from tell}
  private int choose(List<Result> rehearsed, double single) {
    return settings.budget().isPresent()
        ? best(rehearsed, settings.budget().getAsDouble())
        : cheapest(rehearsed, single - settings.within());
  }

  /// The best of those that are within the budget; else the cheapest.
  private static int best(List<Result> rehearsed, double budget) {
    int chosen = 0;
    for (int i = 1; i < rehearsed.size(); i++) {
      Result one = rehearsed.get(i);
      Result before = rehearsed.get(chosen);
      boolean better =
          one.cost() <= budget
              ? before.cost() > budget || one.expected() > before.expected()
              : one.cost() < before.cost();
      chosen = better ? i : chosen;
    }
    return chosen;
  }

  /// The cheapest setting that was good enough on the questions learnt from; else the best.
  private static int cheapest(List<Result> rehearsed, double wanted) {
    int chosen = 0;
    for (int i = 1; i < rehearsed.size(); i++) {
      Result one = rehearsed.get(i);
      Result before = rehearsed.get(chosen);
      boolean enough = one.expected() >= wanted;
      boolean better =
          before.expected() >= wanted
              ? enough && one.cost() < before.cost()
              : one.expected() > before.expected();
      chosen = better ? i : chosen;
    }
    return chosen;
  }

  static CostQuality.Point point(Result result) {
    return new CostQuality.Point(result.cost(), result.quality());
  }

  /// Where no setting asks the strong model of everything or nothing, the first and the last model
  /// alone are the ends.
  private static DeferralCurve curve(
      Baselines baselines, Team team, Split split, List<Result> results) {
    List<DeferralCurve.Point> points = new ArrayList<>();
    results.forEach(one -> points.add(new DeferralCurve.Point(one.strongShare(), one.quality())));
    Result weak = baselines.single(team.voters().getFirst(), split.judged());
    Result strong = baselines.single(team.boss(), split.judged());
    if (results.stream().noneMatch(one -> one.strongShare() == 0)) {
      points.add(new DeferralCurve.Point(0, weak.quality()));
    }
    if (results.stream().noneMatch(one -> one.strongShare() == 1)) {
      points.add(new DeferralCurve.Point(1, strong.quality()));
    }
    return new DeferralCurve(points);
  }

  private static List<CostQuality.Point> meanCurve(List<List<Result>> curves) {
    List<CostQuality.Point> mean = new ArrayList<>();
    for (int notch = 0; notch < curves.getFirst().size(); notch++) {
      int at = notch;
      mean.add(point(Result.mean(curves.stream().map(curve -> curve.get(at)).toList())));
    }
    return mean;
  }
}
