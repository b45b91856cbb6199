/// Finds the prompt templates in traffic that nobody tagged, and what their answers can be.
@NullMarked
package dev.asterism.discover;

import org.jspecify.annotations.NullMarked;
