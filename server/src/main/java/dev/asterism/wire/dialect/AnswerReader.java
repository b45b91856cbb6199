package dev.asterism.wire.dialect;

import tools.jackson.databind.JsonNode;

/// Reads a provider's whole answer.
interface AnswerReader {

  Answer read(JsonNode json) throws Unreadable;
}
