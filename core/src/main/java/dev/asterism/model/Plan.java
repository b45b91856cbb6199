package dev.asterism.model;

import java.util.List;

/// What cross-fitting predicts of a student, and how it will be proved; fixed before fresh traffic.
///
/// @param accuracy cross-fitted agreement when it answers everything
/// @param coverage cross-fitted coverage at the risk allowed; an estimate
/// @param grid the thresholds to walk, strictest first
/// @param looks how many fresh requests to have seen at each look, rising
/// @param levels the part of delta that each look may spend; sums to at most delta
public record Plan(
    double accuracy, double coverage, List<Double> grid, List<Integer> looks, List<Double> levels) {

  public Plan {
    grid = List.copyOf(grid);
    looks = List.copyOf(looks);
    levels = List.copyOf(levels);
    if (looks.size() != levels.size()) {
      throw new IllegalArgumentException("each look needs its level");
    }
  }
}
