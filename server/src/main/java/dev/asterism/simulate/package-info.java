/// Plays policies on recorded outcomes: what they would have answered, and at what cost.
@NullMarked
package dev.asterism.simulate;

import org.jspecify.annotations.NullMarked;
