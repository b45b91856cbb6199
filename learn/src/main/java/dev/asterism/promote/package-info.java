/// Moves students from candidate to shadow to live to retired, and audits the live ones.
@NullMarked
package dev.asterism.promote;

import org.jspecify.annotations.NullMarked;
