package dev.asterism.model;

import java.util.List;

/// What cross-fitting predicts of a student, and how it will be proved; fixed before fresh traffic.
///
/// @param accuracy cross-fitted agreement when it answers everything
/// @param coverage what its proof is expected to cover once it has gone on for long; an estimate
/// @param grid the thresholds to walk, strictest first
/// @param starts where in the grid walks begin, each to the end: a part of the level each
/// @param fresh how many fresh requests the proof of most of that is expected to take
/// @param level the part of delta that the proof may spend
public record Plan(
    double accuracy,
    double coverage,
    List<Double> grid,
    List<Integer> starts,
    int fresh,
    double level) {

  public Plan {
    grid = List.copyOf(grid);
    starts = List.copyOf(starts);
    int size = grid.size();
    if (starts.isEmpty() || !starts.stream().allMatch(start -> start >= 0 && start < size)) {
      throw new IllegalArgumentException("walks begin at one place in the grid or more");
    }
    if (fresh < 0 || !(level >= 0 && level < 1)) {
      throw new IllegalArgumentException("a plan needs fresh >= 0 and a level in [0, 1)");
    }
  }
}
