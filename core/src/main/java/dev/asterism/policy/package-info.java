/// Decides who answers a request: pure decisions that the gateway performs.
@NullMarked
package dev.asterism.policy;

import org.jspecify.annotations.NullMarked;
