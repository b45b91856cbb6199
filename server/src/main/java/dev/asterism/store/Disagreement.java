package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.trace.TraceId;
import java.time.Instant;

/// A request on which a student and the reference differ.
///
/// @param trace that holds the reference: of an audit, the audit's own
public record Disagreement(
    long sequence, TraceId trace, Instant at, String input, Label studentAnswer, Label reference) {}
