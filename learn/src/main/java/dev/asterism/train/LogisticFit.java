package dev.asterism.train;

import java.util.List;

/// Fits a small logistic regression by Newton's method with a ridge.
public final class LogisticFit {

  private static final int STEPS = 25;
  private static final double RIDGE = 1.0;

  private LogisticFit() {}

  /// {@return the weights that make the outcomes likeliest, less a ridge}
  ///
  /// @param rows pieces of evidence, all of one length
  public static double[] fit(List<double[]> rows, boolean[] outcomes, int width) {
    double[] weights = new double[width];
    for (int step = 0; step < STEPS; step++) {
      double[][] curvature = new double[width][width + 1];
      for (int i = 0; i < width; i++) {
        curvature[i][i] = RIDGE;
        curvature[i][width] = -RIDGE * weights[i];
      }
      for (int r = 0; r < rows.size(); r++) {
        accumulate(curvature, rows.get(r), outcomes[r], weights);
      }
      double[] move = solve(curvature);
      double length = 0;
      for (int i = 0; i < width; i++) {
        weights[i] += move[i];
        length += move[i] * move[i];
      }
      if (length < 1e-12) {
        break;
      }
    }
    return weights;
  }

  private static void accumulate(
      double[][] curvature, double[] row, boolean outcome, double[] weights) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    double p = 1 / (1 + Math.exp(-sum));
    double spread = Math.max(p * (1 - p), 1e-9);
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < row.length; j++) {
        curvature[i][j] += spread * row[i] * row[j];
      }
      curvature[i][row.length] += row[i] * ((outcome ? 1 : 0) - p);
    }
  }

  /// Gaussian elimination with pivoting; the right side is the last column.
  private static double[] solve(double[][] system) {
    int width = system.length;
    for (int column = 0; column < width; column++) {
      int pivot = column;
      for (int row = column + 1; row < width; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      double[] kept = system[column];
      system[column] = system[pivot];
      system[pivot] = kept;
      for (int row = 0; row < width; row++) {
        if (row != column) {
          double factor = system[row][column] / system[column][column];
          for (int k = column; k <= width; k++) {
            system[row][k] -= factor * system[column][k];
          }
        }
      }
    }
    double[] solution = new double[width];
    for (int i = 0; i < width; i++) {
      solution[i] = system[i][width] / system[i][i];
    }
    return solution;
  }
}
