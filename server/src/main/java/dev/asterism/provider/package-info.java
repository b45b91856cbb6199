/// Calls remote models: connections, deadlines, cancellation.
@NullMarked
package dev.asterism.provider;

import org.jspecify.annotations.NullMarked;
