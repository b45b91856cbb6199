package dev.asterism.policy.plan;

import java.time.Duration;
import java.util.function.Function;

/// What a plan has taken, and what is still to be expected.
///
/// @param spent by all calls that are over
/// @param elapsed since the request
/// @param last what the last call, which makes one answer of all, is expected to take
/// @param step what a sub-task is expected to take
public record Account(Spent spent, Duration elapsed, Spent last, Function<Subtask, Spent> step) {}
