/// Estimates how good each model's answer will be, or is, from what recorded answers taught.
@NullMarked
package dev.asterism.estimate;

import org.jspecify.annotations.NullMarked;
