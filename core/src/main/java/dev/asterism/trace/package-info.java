/// Records what happened, from question to answer, and the feedback that came later.
@NullMarked
package dev.asterism.trace;

import org.jspecify.annotations.NullMarked;
