package dev.asterism.prove;

import dev.asterism.stats.SequentialBinomial;
import java.util.List;
import java.util.stream.IntStream;

/// Tests for rising risks, the highest the one allowed: how low a risk can be shown.
///
/// @param tests lowest risk first
record Ladder(double eps, List<SequentialBinomial> tests) {

  private static final int RUNGS = 20;

  Ladder {
    tests = List.copyOf(tests);
  }

  /// @param level of each test
  static Ladder upTo(double eps, double level) {
    return new Ladder(
        eps,
        IntStream.rangeClosed(1, RUNGS)
            .mapToObj(rung -> SequentialBinomial.of(eps * rung / RUNGS, level))
            .toList());
  }

  /// {@return whether the risk among these answers was ever shown to be at most eps}
  ///
  /// @param errors how many of the first n went wrong, at place n
  boolean passes(int[] errors) {
    return tests.getLast().everPasses(errors);
  }

  /// {@return the lowest risk that was shown, of this threshold by itself; eps where only that was}
  ///
  /// A true risk above it needs a test of a lower risk than the true one to have passed, which has
  /// probability at most the level.
  double bound(int[] errors) {
    int rung = tests.size() - 1;
    while (rung > 0 && tests.get(rung - 1).everPasses(errors)) {
      rung--;
    }
    return eps * (rung + 1) / tests.size();
  }
}
