package dev.asterism.train;

/// One held-out answer of a student that did not see the input.
///
/// @param predicted the index of its label
/// @param correct whether that is the reference's
/// @param first probability of the likeliest label
/// @param second probability of the next
/// @param known share of the input's n-grams that it knows
/// @param fold the fold held out
record Judged(
    int predicted, boolean correct, double first, double second, double known, int fold) {}
