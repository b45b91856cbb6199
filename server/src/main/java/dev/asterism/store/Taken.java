package dev.asterism.store;

/// What one request took.
///
/// @param answeredBy the model, or the student
/// @param totalMicros from its first byte to the answer's last
/// @param upstreamMicros of that, waiting for models
/// @param outputTokens of the answer
public record Taken(String answeredBy, long totalMicros, long upstreamMicros, long outputTokens) {}
