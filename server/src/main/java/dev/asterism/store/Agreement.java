package dev.asterism.store;

/// How far what a model said meant the same as the answers that were given.
///
/// @param compared calls of which that is known
/// @param agreeing those of them that did
public record Agreement(long compared, long agreeing) {}
