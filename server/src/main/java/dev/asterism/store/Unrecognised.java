package dev.asterism.store;

/// A trace of chat that is of no task that a student learns.
///
/// @param number rises with the order of storing
public record Unrecognised(long number, StoredTrace stored) {}
