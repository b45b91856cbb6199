/// Wires everything: configuration, start, stop, and the schedule of the learning loop.
@NullMarked
package dev.asterism.server;

import org.jspecify.annotations.NullMarked;
