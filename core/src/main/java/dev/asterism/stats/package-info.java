/// Holds the mathematics of evidence: binomial bounds, sequential tests, fits.
@NullMarked
package dev.asterism.stats;

import org.jspecify.annotations.NullMarked;
