/// Speaks the dialects of the wire: parses, writes and streams them.
@NullMarked
package dev.asterism.wire;

import org.jspecify.annotations.NullMarked;
