package dev.asterism.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateAlarmTest {

  private static final double ALPHA = 0.05;
  private static final double LIMIT = 0.02;

  /// Whoever looks after every observation and stops at the worst moment is still right.
  @Test
  void aRateAtTheLimitSeldomEverRaisesTheAlarmHoweverOftenOneLooks() {
    int worlds = 10_000;
    int wrong = 0;
    Random random = new Random(3);
    for (int world = 0; world < worlds; world++) {
      RateAlarm alarm = new RateAlarm(ALPHA, LIMIT);
      for (int i = 0; i < 600; i++) {
        alarm.add(random.nextDouble() < LIMIT);
      }
      wrong += alarm.raised() ? 1 : 0;
    }
    System.out.printf("alarms at a rate of the limit: %.2f %%%n", 100.0 * wrong / worlds);
    assertThat((double) wrong / worlds)
        .isLessThan(ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / worlds));
  }

  @Test
  void aRateThatRisesAfterALongGoodPastIsFoundNearlyAsSoonAsOneThatWasAlwaysHigh() {
    int always = median(0);
    int late = median(5_000);
    System.out.printf(
        "observations until a rate of 10 %% is found: median %d from the start, %d after 5,000%n",
        always, late);
    assertThat(always).isLessThan(80);
    assertThat(late).isLessThan(200);
  }

  private static int median(int good) {
    int worlds = 200;
    int[] needed = new int[worlds];
    Random random = new Random(4);
    for (int world = 0; world < worlds; world++) {
      RateAlarm alarm = new RateAlarm(ALPHA, LIMIT);
      for (int i = 0; i < good; i++) {
        alarm.add(random.nextDouble() < 0.01);
      }
      while (!alarm.raised() && needed[world] < 10_000) {
        alarm.add(random.nextDouble() < 0.1);
        needed[world]++;
      }
    }
    Arrays.sort(needed);
    return needed[worlds / 2];
  }
}
