package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangePointTest {

  @Test
  void theSplitOfAStreamThatTurnsIsWhereItTurned() {
    assertThat(ChangePoint.rise(List.of(false, false, false, true, true))).isEqualTo(3);
  }

  @Test
  void aStreamThatDoesNotRiseHasNone() {
    assertThat(ChangePoint.rise(List.of())).isZero();
    assertThat(ChangePoint.rise(List.of(true, true, true))).isZero();
    assertThat(ChangePoint.rise(List.of(true, false, false))).isZero();
  }

  @Test
  void aRateThatRisesFromOneToThirtyPercentIsLocatedWithinAFewObservations() {
    SplittableRandom random = new SplittableRandom(5);
    int near = 0;
    for (int world = 0; world < 200; world++) {
      List<Boolean> ones = new ArrayList<>();
      for (int i = 0; i < 340; i++) {
        ones.add(random.nextDouble() < (i < 300 ? 0.01 : 0.3));
      }
      near += Math.abs(ChangePoint.rise(ones) - 300) <= 10 ? 1 : 0;
    }
    assertThat(near).isGreaterThan(160);
  }
}
