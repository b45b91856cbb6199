/// Teaches a student one task, and cross-fits what it will be worth.
@NullMarked
package dev.asterism.train;

import org.jspecify.annotations.NullMarked;
