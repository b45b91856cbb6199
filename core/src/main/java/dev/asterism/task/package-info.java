/// Tells which recurring task a request belongs to, what its input is and what its answer can be.
@NullMarked
package dev.asterism.task;

import org.jspecify.annotations.NullMarked;
