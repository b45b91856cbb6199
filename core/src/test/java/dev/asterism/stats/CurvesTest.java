package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.stats.CostQuality.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurvesTest {

  @Test
  void sendingQuestionsOnAtRandomRecoversHalfTheGap() {
    SplittableRandom random = new SplittableRandom(11);
    int n = 40_000;
    double[] gains = random.doubles(n).toArray();
    double[] weak = random.doubles(n).map(x -> x < 0.5 ? 1 : 0).toArray();
    double[] strong = random.doubles(n).map(x -> x < 0.9 ? 1 : 0).toArray();
    DeferralCurve curve = DeferralCurve.of(gains, weak, strong);
    assertThat(curve.apgr()).isCloseTo(0.5, within(0.02));
    assertThat(curve.callsFor(0.8)).isCloseTo(0.8, within(0.03));
  }

  @Test
  void knowingTheGainBeatsEveryOtherOrder() {
    SplittableRandom random = new SplittableRandom(13);
    for (int world = 0; world < 200; world++) {
      int n = 100;
      double[] weak = random.doubles(n).map(x -> x < 0.5 ? 1 : 0).toArray();
      double[] strong = random.doubles(n).map(x -> x < 0.8 ? 1 : 0).toArray();
      double[] gains = new double[n];
      for (int i = 0; i < n; i++) {
        gains[i] = strong[i] - weak[i];
      }
      DeferralCurve best = DeferralCurve.of(gains, weak, strong);
      DeferralCurve other = DeferralCurve.of(random.doubles(n).toArray(), weak, strong);
      for (int i = 0; i <= n; i++) {
        double share = (double) i / n;
        assertThat(best.qualityAt(share)).isGreaterThanOrEqualTo(other.qualityAt(share) - 1e-12);
      }
    }
  }

  @Test
  void aCurveReachesFromTheWeakSideToTheStrongModel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DeferralCurve(
                List.of(new DeferralCurve.Point(0, 0.4), new DeferralCurve.Point(0.9, 0.6))));
  }

  @Test
  void theHullIsConvexAndLiesAboveEveryPoint() {
    SplittableRandom random = new SplittableRandom(17);
    for (int world = 0; world < 500; world++) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        points.add(new Point(random.nextDouble(), random.nextDouble()));
      }
      List<Point> hull = new CostQuality(points).hull();
      double slope = Double.POSITIVE_INFINITY;
      for (int i = 1; i < hull.size(); i++) {
        double next =
            (hull.get(i).quality() - hull.get(i - 1).quality())
                / (hull.get(i).cost() - hull.get(i - 1).cost());
        assertThat(next).isPositive().isLessThan(slope);
        slope = next;
      }
      double aiq = new CostQuality(points).aiq();
      assertThat(aiq)
          .isBetween(hull.getFirst().quality() - 1e-12, hull.getLast().quality() + 1e-12);
    }
  }

  @Test
  void theMeanHeightOfAStraightLineIsItsMiddle() {
    CostQuality line = new CostQuality(List.of(new Point(1, 0.4), new Point(3, 0.8)));
    assertThat(line.aiq()).isCloseTo(0.6, within(1e-12));
    CostQuality waste =
        new CostQuality(List.of(new Point(1, 0.4), new Point(3, 0.8), new Point(5, 0.7)));
    assertThat(waste.aiq()).isCloseTo(0.7, within(1e-12));
  }
}
