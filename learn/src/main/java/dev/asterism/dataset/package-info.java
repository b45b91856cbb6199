/// Turns traces into training and held-out sets, with provenance.
@NullMarked
package dev.asterism.dataset;

import org.jspecify.annotations.NullMarked;
