/// Threads for work that no request waits for.
@NullMarked
package dev.asterism.background;

import org.jspecify.annotations.NullMarked;
