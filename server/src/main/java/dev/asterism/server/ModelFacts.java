package dev.asterism.server;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the configuration tells of a model that no traffic can tell. People are shown it, and a
/// route's guess of a model that was never asked is made by its size.
///
/// @param context tokens that it can read at once
/// @param parameters in thousands of millions
/// @param density effective by actual parameters (Densing Law, arXiv 2412.04315), as published
record ModelFacts(OptionalLong context, OptionalDouble parameters, OptionalDouble density) {

  /// Of a model that nothing is told of.
  static final ModelFacts NONE =
      new ModelFacts(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  /// {@return effective parameters, in thousands of millions; a density that is not told counts as
  /// 1, and without parameters there is no size}
  OptionalDouble effectiveSize() {
    return parameters.stream()
        .map(billion -> billion * density.orElse(1))
        .filter(size -> size > 0)
        .findFirst();
  }
}
