package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.trace.TraceId;
import java.time.Instant;

/// A request on which a student and the reference differ.
///
/// @param trace that holds the reference: of an audit, the audit's own
/// @param position of the question in its request, from 0
/// @param judged whether the reference is what somebody who knows has said
public record Disagreement(
    long sequence,
    TraceId trace,
    int position,
    Instant at,
    String input,
    Label studentAnswer,
    Label reference,
    boolean judged) {}
