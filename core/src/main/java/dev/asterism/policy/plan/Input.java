package dev.asterism.policy.plan;

/// One input of a sub-task.
///
/// @param name by which whoever does the sub-task knows it
public record Input(String name, Source source) {}
