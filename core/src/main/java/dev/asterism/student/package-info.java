/// Holds the micro-models: features, heads, scores and the file format; answers in microseconds.
@NullMarked
package dev.asterism.student;

import org.jspecify.annotations.NullMarked;
