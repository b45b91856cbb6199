package dev.asterism.store;

import dev.asterism.cost.Usd;
import java.time.Instant;

/// What happened in one stretch of time.
///
/// @param at its beginning
/// @param requests that clients made
/// @param answeredByStudent how many of them students alone answered
/// @param errors how many of them failed
/// @param cost of answering them
/// @param wouldHaveCost what the models asked for would have cost
/// @param checking what audits, repeats and coaches cost
public record Moment(
    Instant at,
    long requests,
    long answeredByStudent,
    long errors,
    Usd cost,
    Usd wouldHaveCost,
    Usd checking) {}
