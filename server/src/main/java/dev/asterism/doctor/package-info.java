/// Looks at a machine and a configuration, and says what keeps a server from running well.
@NullMarked
package dev.asterism.doctor;

import org.jspecify.annotations.NullMarked;
