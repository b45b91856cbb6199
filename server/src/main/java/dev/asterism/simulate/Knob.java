package dev.asterism.simulate;

import dev.asterism.estimate.Jury.Judgement;
import dev.asterism.policy.Cascade;
import dev.asterism.policy.Cascade.Stop;
import dev.asterism.policy.Policy;
import dev.asterism.policy.Route;
import dev.asterism.policy.Route.Preference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One policy at many settings, from cheap to dear.
final class Knob {

  private static final int NOTCHES = 50;
  private static final double FAR = 1e12;

  private Knob() {}

  /// {@return routers at falling prices of quality}
  static List<Policy> routes(Team team, Money money, List<Estimates> learnt) {
    int boss = team.models().size() - 1;
    double[] prices = new double[learnt.size()];
    for (int i = 0; i < prices.length; i++) {
      double[] expected = learnt.get(i).expected();
      double most = Double.POSITIVE_INFINITY;
      for (int model = 0; model < boss; model++) {
        double dearer = money.expects(team.boss()) - money.expects(team.models().get(model));
        double price = (expected[boss] - expected[model]) / Math.max(dearer, 1e-9);
        most = Math.min(most, price);
      }
      prices[i] = most;
    }
    return notches(prices).stream()
        .<Policy>map(price -> new Route(new Preference.Exchange(price), Double.POSITIVE_INFINITY))
        .toList();
  }

  /// {@return cascades that go on for less and less gain}
  static List<Policy> cascades(Team team, List<Estimates> learnt) {
    double[] gains =
        learnt.stream().map(one -> one.judgements().getLast()).mapToDouble(Knob::gain).toArray();
    return notches(gains).stream()
        .<Policy>map(gain -> new Cascade(team.stages(), new Stop.Gain(gain)))
        .toList();
  }

  private static double gain(Judgement judgement) {
    return judgement.bossQuality() - judgement.quality();
  }

  /// Quantiles, falling, with an end beyond each side.
  private static List<Double> notches(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Double> notches = new ArrayList<>();
    notches.add(FAR);
    for (int notch = NOTCHES; notch >= 0; notch--) {
      notches.add(sorted[(int) Math.round((double) notch / NOTCHES * (sorted.length - 1))]);
    }
    notches.add(-FAR);
    return notches;
  }
}
