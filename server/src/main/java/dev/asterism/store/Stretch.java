package dev.asterism.store;

/// Some of the traces, by their numbers.
///
/// @param after those above this
/// @param until and up to this one
public record Stretch(long after, long until) {}
