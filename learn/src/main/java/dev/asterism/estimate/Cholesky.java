package dev.asterism.estimate;

/// The factor L of a symmetric positive definite matrix A = L Lᵀ.
final class Cholesky {

  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /// {@return the factor}
  ///
  /// @param matrix only its lower triangle is read
  /// @throws IllegalArgumentException if it is not positive definite
  static Cholesky of(double[][] matrix) {
    int size = matrix.length;
    double[][] lower = new double[size][];
    for (int i = 0; i < size; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double[] other = j == i ? row : lower[j];
        double rest = matrix[i][j] - dot(row, other, j);
        if (j < i) {
          row[j] = rest / other[j];
        } else if (rest > 0) {
          row[i] = Math.sqrt(rest);
        } else {
          throw new IllegalArgumentException("the matrix is not positive definite");
        }
      }
      lower[i] = row;
    }
    return new Cholesky(lower);
  }

  /// {@return x with A x = b}
  double[] solve(double[] b) {
    int size = lower.length;
    double[] x = forward(b);
    for (int i = size - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= lower[i][j] * x[i];
      }
    }
    return x;
  }

  /// {@return z with L z = b}
  double[] forward(double[] b) {
    double[] z = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      z[i] = (b[i] - dot(lower[i], z, i)) / lower[i][i];
    }
    return z;
  }

  /// {@return the diagonal of A's inverse}
  double[] inverseDiagonal() {
    int size = lower.length;
    double[] diagonal = new double[size];
    double[] z = new double[size];
    for (int column = 0; column < size; column++) {
      z[column] = 1 / lower[column][column];
      double sum = z[column] * z[column];
      for (int i = column + 1; i < size; i++) {
        double rest = 0;
        for (int j = column; j < i; j++) {
          rest += lower[i][j] * z[j];
        }
        z[i] = -rest / lower[i][i];
        sum += z[i] * z[i];
      }
      diagonal[column] = sum;
    }
    return diagonal;
  }

  /// {@return ln det A}
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += 2 * Math.log(lower[i][i]);
    }
    return sum;
  }

  private static double dot(double[] a, double[] b, int length) {
    // Four sums side by side: the processor need not wait for one addition before the next.
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < length; i++) {
      first += a[i] * b[i];
    }
    return first + second + third + fourth;
  }
}
