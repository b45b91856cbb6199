package dev.asterism.store;

import dev.asterism.chat.Label;

/// An answer with what somebody who knows says would have been right.
///
/// @param stored the answered request with its answer
/// @param right the answer that would have been right
public record Judged(StoredTrace stored, Label right) {}
