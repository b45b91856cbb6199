package dev.asterism.wire.dialect;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The form that an answer must have.
sealed interface AnswerForm {

  record Text() implements AnswerForm {}

  record JsonObject() implements AnswerForm {}

  record JsonSchema(
      String name, Optional<String> description, JsonNode schema, Optional<Boolean> strict)
      implements AnswerForm {}
}
