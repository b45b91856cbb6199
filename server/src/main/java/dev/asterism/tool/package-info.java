/// Calls what specialists may use beside models: HTTP endpoints and MCP servers that the
/// configuration names.
@NullMarked
package dev.asterism.tool;

import org.jspecify.annotations.NullMarked;
