package dev.asterism.store;

/// A model's answer in a probe, as it compared with the best model's.
///
/// @param good whether it was as good
public record Compared(String endpoint, byte[] request, boolean good) {}
