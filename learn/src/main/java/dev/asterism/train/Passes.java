package dev.asterism.train;

import java.util.Random;

/// Goes through lessons several times, each time in another order, in steps that fall to a tenth so
/// that the last passes settle.
final class Passes {

  private Passes() {}

  /// What is done with one lesson.
  interface Step {

    /// @param place the lesson's
    /// @param fall what the rates are multiplied by, from 1 to a tenth
    void take(int place, float fall);
  }

  static void over(int lessons, int passes, long seed, Step step) {
    Random random = new Random(seed);
    int[] order = new int[lessons];
    java.util.Arrays.setAll(order, place -> place);
    for (int pass = 0; pass < passes; pass++) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      float fall = 1 - 0.9f * pass / passes;
      for (int place : order) {
        step.take(place, fall);
      }
    }
  }
}
