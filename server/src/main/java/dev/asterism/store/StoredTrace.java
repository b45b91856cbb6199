package dev.asterism.store;

import dev.asterism.trace.Trace;

/// A trace with its bodies.
///
/// @param requestCut whether the request was longer than what is kept of it
/// @param responseCut whether the answer was longer than what is kept of it
public record StoredTrace(
    Trace trace, byte[] request, boolean requestCut, byte[] response, boolean responseCut) {}
