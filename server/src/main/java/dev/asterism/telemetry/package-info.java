/// Counts and times what happens, under the names that dashboards know.
@NullMarked
package dev.asterism.telemetry;

import org.jspecify.annotations.NullMarked;
