package dev.asterism.trace;

import dev.asterism.model.Depth;

/// How a live student looked at a request.
///
/// @param nanos it took, with what it waited for its encoder; 0 where unknown
public record Judgement(Depth depth, long nanos) {}
