package dev.asterism.wire.dialect;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an answer must know of its request.
///
/// @param model as the client named it
/// @param streamUsage whether the client wants the usage at the stream's end
/// @param now seconds since 1970, for providers that do not say when they answered
/// @param request the client's, for dialects that repeat it in the answer
record Asked(String model, boolean streamUsage, long now, ObjectNode request) {

  /// {@return the model that answered, as its provider says, else the one asked for}
  String model(String answered) {
    return answered.isEmpty() ? model : answered;
  }

  /// {@return a field of the request; missing where it is null}
  JsonNode field(String name) {
    JsonNode value = request.path(name);
    return value.isNull() ? request.path("\0absent") : value;
  }
}
