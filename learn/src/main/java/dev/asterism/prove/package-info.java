/// Holds a student against its reference, on traces that it has not seen.
@NullMarked
package dev.asterism.prove;

import org.jspecify.annotations.NullMarked;
