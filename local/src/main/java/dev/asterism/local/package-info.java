/// Runs quantized models on this machine.
@NullMarked
package dev.asterism.local;

import org.jspecify.annotations.NullMarked;
