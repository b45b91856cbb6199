package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExchangeabilityTestTest {

  private static final double ALPHA = 0.05;

  @Test
  void aMixThatStaysIsSeldomEverCalledChangedHoweverOftenOneLooks() {
    int worlds = 2_000;
    int alarms = 0;
    SplittableRandom random = new SplittableRandom(1);
    for (int world = 0; world < worlds; world++) {
      double[] mix = mix(random, 2 + world % 20);
      ExchangeabilityTest test = new ExchangeabilityTest(ALPHA, world);
      for (int i = 0; i < 1_000; i++) {
        test.add(draw(mix, random));
      }
      alarms += test.changed() ? 1 : 0;
    }
    assertThat((double) alarms / worlds)
        .isLessThan(ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / worlds));
  }

  @Test
  void anAbstentionThatDoublesIsFoundWithinAFewHundredRequests() {
    int worlds = 100;
    int[] needed = new int[worlds];
    SplittableRandom random = new SplittableRandom(2);
    for (int world = 0; world < worlds; world++) {
      ExchangeabilityTest test = new ExchangeabilityTest(ALPHA, world);
      for (int i = 0; i < 1_000; i++) {
        test.add(random.nextDouble() < 0.25 ? "none" : "label " + random.nextInt(20));
      }
      assertThat(needed[world]).isZero();
      while (!test.changed() && needed[world] < 5_000) {
        test.add(random.nextDouble() < 0.5 ? "none" : "label " + random.nextInt(20));
        needed[world]++;
      }
    }
    Arrays.sort(needed);
    System.out.printf(
        "requests until abstaining in 50 %% instead of 25 %% is found: median %d, most %d%n",
        needed[worlds / 2], needed[worlds - 1]);
    assertThat(needed[worlds / 2]).isLessThan(600);
  }

  @Test
  void symbolsNeverSeenBeforeAreFoundSoon() {
    ExchangeabilityTest test = new ExchangeabilityTest(ALPHA, 3);
    for (int i = 0; i < 500; i++) {
      test.add("label " + i % 5);
    }
    int needed = 0;
    while (!test.changed() && needed < 1_000) {
      test.add("new " + needed % 5);
      needed++;
    }
    assertThat(needed).isLessThan(100);
  }

  @Test
  void anEndlessStreamOfNewSymbolsTakesBoundedMemoryAndTime() {
    ExchangeabilityTest test = new ExchangeabilityTest(ALPHA, 4);
    for (int i = 0; i < 100_000; i++) {
      test.add("symbol " + i);
    }
    assertThat(test.count()).isEqualTo(100_000);
  }

  private static double[] mix(SplittableRandom random, int width) {
    double[] mix = new double[width];
    for (int i = 0; i < width; i++) {
      mix[i] = random.nextDouble();
    }
    double all = Arrays.stream(mix).sum();
    return Arrays.stream(mix).map(one -> one / all).toArray();
  }

  private static String draw(double[] mix, SplittableRandom random) {
    double left = random.nextDouble();
    for (int i = 0; i < mix.length; i++) {
      left -= mix[i];
      if (left < 0) {
        return "symbol " + i;
      }
    }
    return "symbol 0";
  }
}
