package dev.asterism.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.prove.Prover.Shadow;
import dev.asterism.stats.Binomial;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Curves of made-up traffic, against counting it anew at each threshold.
final class RiskCoverageTest {

  private static final Label LABEL = new Label.Text("yes");

  @Test
  void eachPointCountsWhatIsAnsweredFromItsThresholdOn() {
    SplittableRandom random = new SplittableRandom(7);
    for (int world = 0; world < 200; world++) {
      List<Shadow> shadows = new ArrayList<>();
      int size = 1 + random.nextInt(300);
      for (int i = 0; i < size; i++) {
        // Few scores, so that many are equal.
        double score = random.nextInt(20) / 20.0;
        shadows.add(new Shadow(LABEL, score, random.nextDouble() < score));
      }
      List<RiskCoverage.Point> points = RiskCoverage.of(shadows, 0.05, 2 + random.nextInt(60));
      for (RiskCoverage.Point point : points) {
        List<Shadow> answered =
            shadows.stream().filter(shadow -> shadow.score() >= point.threshold()).toList();
        int differing = (int) answered.stream().filter(shadow -> !shadow.agrees()).count();
        assertThat(point.n()).isEqualTo(answered.size());
        assertThat(point.k()).isEqualTo(differing);
        assertThat(point.bound()).isEqualTo(Binomial.upperBound(differing, answered.size(), 0.05));
      }
      assertThat(points).extracting(RiskCoverage.Point::n).isSorted().doesNotHaveDuplicates();
      assertThat(points.getLast().n()).isEqualTo(size);
    }
  }

  @Test
  void ofMuchTrafficNoMorePointsAreKeptThanAskedFor() {
    SplittableRandom random = new SplittableRandom(8);
    List<Shadow> shadows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      shadows.add(new Shadow(LABEL, random.nextDouble(), true));
    }
    assertThat(RiskCoverage.of(shadows, 0.05, 100)).hasSize(100);
    assertThat(RiskCoverage.of(List.of(), 0.05, 100)).isEmpty();
  }
}
