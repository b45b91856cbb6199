/// Translates between the dialects of the wire: every dialect is read into one neutral language and
/// written from it, each field by an explicit rule.
@NullMarked
package dev.asterism.wire.dialect;

import org.jspecify.annotations.NullMarked;
