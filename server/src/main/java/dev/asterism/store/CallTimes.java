package dev.asterism.store;

import java.util.OptionalLong;

/// What one call that was answered took.
///
/// @param micros until the answer was whole
/// @param firstMicros until it began to stream; empty where it was not streamed
/// @param outputTokens of the answer, those of thinking included
public record CallTimes(long micros, OptionalLong firstMicros, long outputTokens) {}
