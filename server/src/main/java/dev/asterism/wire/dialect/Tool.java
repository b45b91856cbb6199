package dev.asterism.wire.dialect;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A function that a model may call.
///
/// @param parameters a JSON schema; an empty object where it takes none
record Tool(
    String name, Optional<String> description, JsonNode parameters, Optional<Boolean> strict) {}
