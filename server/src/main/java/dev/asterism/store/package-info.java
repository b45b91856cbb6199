/// Keeps traces, tasks, students and the ledger on disk.
@NullMarked
package dev.asterism.store;

import org.jspecify.annotations.NullMarked;
