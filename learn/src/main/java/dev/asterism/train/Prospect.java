package dev.asterism.train;

import dev.asterism.model.Plan;

/// What cross-fitting promises.
///
/// @param sure the score from which one reading is enough: 0 where nothing is read twice
/// @param share of the inputs that are read twice
record Prospect(CrossFit crossFit, double sure, double share, Plan plan) {}
