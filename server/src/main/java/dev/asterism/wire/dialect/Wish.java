package dev.asterism.wire.dialect;

import tools.jackson.databind.JsonNode;

/// What a request asks of one [Feature].
///
/// @param path where the client wrote it, such as `tools[0].strict`
/// @param value in the feature's neutral spelling
record Wish(String path, JsonNode value) {}
