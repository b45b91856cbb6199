package dev.asterism.server;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the configuration tells of a model that no traffic can tell. People are shown it; nothing
/// is decided by it.
///
/// @param context tokens that it can read at once
/// @param parameters in thousands of millions
/// @param density effective by actual parameters (Densing Law, arXiv 2412.04315), as published
record ModelFacts(OptionalLong context, OptionalDouble parameters, OptionalDouble density) {

  /// Of a model that nothing is told of.
  static final ModelFacts NONE =
      new ModelFacts(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
