package dev.asterism.simulate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What one model made of one question.
///
/// @param quality how good its answers were, in [0, 1]
/// @param cost of one answer in US dollars, where it was recorded
/// @param seconds one answer took; 0 where it was not recorded
/// @param answer where it could be read, equal for all that mean the same
/// @param samples single answers in the order in which they were given; empty where there was one
record Outcome(
    double quality,
    OptionalDouble cost,
    double seconds,
    Optional<String> answer,
    List<Sample> samples) {

  Outcome {
    samples = List.copyOf(samples);
  }

  /// One of several answers of the same model to the same question.
  record Sample(boolean good, Optional<String> answer, OptionalDouble cost) {}
}
