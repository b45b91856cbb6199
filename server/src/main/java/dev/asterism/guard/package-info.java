/// Keeps spending within budgets: what is set aside before a model is asked, and what it took.
@NullMarked
package dev.asterism.guard;

import org.jspecify.annotations.NullMarked;
