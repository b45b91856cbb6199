/// Measures: benchmarks and yardsticks, one command each.
@NullMarked
package dev.asterism.bench;

import org.jspecify.annotations.NullMarked;
