/// Counts what answers cost: prices, usage, ledger arithmetic, savings.
@NullMarked
package dev.asterism.cost;

import org.jspecify.annotations.NullMarked;
