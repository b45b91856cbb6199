/// Holds the commands of `asterism`.
@NullMarked
package dev.asterism.cli;

import org.jspecify.annotations.NullMarked;
