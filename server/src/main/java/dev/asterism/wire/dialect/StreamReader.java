package dev.asterism.wire.dialect;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Reads a provider's stream, event by event.
interface StreamReader {

  /// @param data an event's payload
  void read(JsonNode data, Consumer<Happening> out);
}
