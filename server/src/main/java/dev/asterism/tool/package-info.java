/// Calls what specialists may use beside models: HTTP endpoints that the configuration names.
@NullMarked
package dev.asterism.tool;

import org.jspecify.annotations.NullMarked;
