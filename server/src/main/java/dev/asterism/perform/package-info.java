/// Performs policies: asks models, judges and counts what they say, and books what it took.
@NullMarked
package dev.asterism.perform;

import org.jspecify.annotations.NullMarked;
