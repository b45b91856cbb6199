package dev.asterism.simulate;

import java.util.List;

/// How a policy did on the mean.
///
/// @param quality in [0, 1]
/// @param cost of a question: dollars, or calls of the strong model
/// @param calls of a question
/// @param steps of a question: rounds of calls, one after another
/// @param strongShare of questions that the strong model answered
/// @param expected quality that was expected of the answers given, in [0, 1]
record Result(
    double quality, double cost, double calls, double steps, double strongShare, double expected) {

  static Result mean(List<Result> results) {
    double[] sums = new double[6];
    for (Result one : results) {
      double[] values = {
        one.quality, one.cost, one.calls, one.steps, one.strongShare, one.expected
      };
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= results.size();
    }
    return new Result(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }
}
