package dev.asterism.perform;

import java.util.OptionalDouble;

/// How a model usually answers, measured on its newest calls.
///
/// @param seconds until the answer is whole, which nine of ten calls keep to
/// @param firstSeconds until a stream begins, the same; empty where it was not streamed
/// @param outputTokens of an answer in the mean, those of thinking included
public record Habit(double seconds, OptionalDouble firstSeconds, double outputTokens) {

  public Habit {
    if (!(seconds >= 0 && outputTokens >= 0)) {
      throw new IllegalArgumentException("nothing takes less than no time and no tokens");
    }
  }
}
