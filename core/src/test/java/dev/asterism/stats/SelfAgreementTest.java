package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelfAgreementTest {

  @Test
  void aTeacherThatAgreesWithItselfLeavesRoomForAll() {
    assertThat(new SelfAgreement(100, 0).ceiling(0.02, 0.05)).isEqualTo(1);
    assertThat(new SelfAgreement(0, 0).ceiling(0.02, 0.05)).isEqualTo(1);
  }

  @Test
  void moreNoiseMeansALowerCeiling() {
    double little = new SelfAgreement(500, 60).ceiling(0.02, 0.05);
    double much = new SelfAgreement(500, 200).ceiling(0.02, 0.05);
    assertThat(much).isLessThan(little);
    assertThat(little).isLessThan(1);
  }

  /// Worlds in which a share of the questions is a coin toss to the teacher. The best student that
  /// there can be answers all clear questions, and as many of the others as eps allows.
  @Test
  void theBestStudentThereCanBeSeldomExceedsTheCeiling() {
    SplittableRandom random = new SplittableRandom(9);
    int worlds = 4_000;
    int exceeded = 0;
    for (int world = 0; world < worlds; world++) {
      double unclear = 0.5 * random.nextDouble();
      double certain = 0.5 + 0.5 * random.nextDouble();
      double eps = 0.02;
      int k = 0;
      int n = 200;
      for (int i = 0; i < n; i++) {
        boolean toss = random.nextDouble() < unclear;
        boolean first = random.nextDouble() < certain;
        boolean second = random.nextDouble() < certain;
        k += toss && first != second ? 1 : 0;
      }
      double wrong = 1 - certain;
      double clear = 1 - unclear;
      // x unclear ones may be answered: wrong x <= eps (clear + x).
      double more = wrong <= eps ? unclear : Math.min(unclear, eps * clear / (wrong - eps));
      exceeded += clear + more > new SelfAgreement(n, k).ceiling(eps, 0.05) + 1e-12 ? 1 : 0;
    }
    assertThat((double) exceeded / worlds).isLessThan(0.05);
  }
}
