package dev.asterism.student;

/// All ways to tag a text, summed up by the forward-backward algorithm: each token's sums are
/// scaled to 1, so that no text is too long for floating point.
///
/// @param forward for each token and tag, the share of all ways that get there so far
/// @param backward for each token and tag, how the ways go on from there
/// @param local for each token and tag, exp(sum) less the token's largest
/// @param scales for each token, by what `forward` was divided
/// @param logarithm of the sum over all ways
public record Lattice(
    double[][] forward, double[][] backward, double[][] local, double[] scales, double logarithm) {

  public static Lattice of(float[][] sums, Tagger tagger) {
    float[] weights = tagger.weights();
    double[] steps = new double[weights.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.exp(weights[i]);
    }
    return of(sums, tagger.beginnings(), tagger.starts(), tagger.from(), steps);
  }

  /// @param steps exp(weight) of each step
  public static Lattice of(
      float[][] sums, float[] beginnings, int[] starts, int[] from, double[] steps) {
    int size = sums.length;
    int width = beginnings.length;
    double[][] local = new double[size][width];
    double[][] forward = new double[size][width];
    double[][] backward = new double[size][width];
    double[] scales = new double[size];
    double logarithm = 0;
    for (int token = 0; token < size; token++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int tag = 0; tag < width; tag++) {
        most = Math.max(most, sums[token][tag] + (token == 0 ? beginnings[tag] : 0));
      }
      double total = 0;
      for (int tag = 0; tag < width; tag++) {
        local[token][tag] = Math.exp(sums[token][tag] + (token == 0 ? beginnings[tag] : 0) - most);
        double before = token == 0 ? 1 : 0;
        for (int at = starts[tag]; token > 0 && at < starts[tag + 1]; at++) {
          before += forward[token - 1][from[at]] * steps[at];
        }
        forward[token][tag] = before * local[token][tag];
        total += forward[token][tag];
      }
      for (int tag = 0; tag < width; tag++) {
        forward[token][tag] /= total;
      }
      scales[token] = total;
      logarithm += Math.log(total) + most;
    }
    java.util.Arrays.fill(backward[size - 1], 1);
    for (int token = size - 1; token > 0; token--) {
      for (int tag = 0; tag < width; tag++) {
        double after = backward[token][tag] * local[token][tag] / scales[token];
        for (int at = starts[tag]; at < starts[tag + 1]; at++) {
          backward[token - 1][from[at]] += steps[at] * after;
        }
      }
    }
    return new Lattice(forward, backward, local, scales, logarithm);
  }

  /// {@return how likely a token has a tag, whatever the others have}
  public double marginal(int token, int tag) {
    return forward[token][tag] * backward[token][tag];
  }
}
