package dev.asterism.store;

import dev.asterism.trace.Comparison;

/// A comparison with its number, which rises with time.
public record StoredComparison(long number, Comparison comparison) {}
