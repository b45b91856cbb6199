package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Functions, choices among them and schemas, as all dialects have them in common.
final class Tools {

  private Tools() {}

  /// {@return a function with its name, description and strictness read}
  ///
  /// @param schema the field that holds the parameters
  static Tool function(Draft draft, Fields function, String schema) {
    Optional<Boolean> strict = function.optionalTruth("strict");
    if (strict.orElse(false)) {
      draft.wish(Feature.TOOL_STRICT, function.at("strict"));
    }
    JsonNode parameters = function.take(schema);
    return new Tool(
        function.text("name"),
        function.optionalText("description"),
        parameters.isMissingNode() ? Json.object() : parameters,
        strict);
  }

  static ToolChoice choice(String path, String word) {
    return switch (word) {
      case "auto" -> new ToolChoice.Auto();
      case "none" -> new ToolChoice.None();
      case "required" -> new ToolChoice.Any();
      default ->
          throw new BadRequest(
              path,
              "'" + path + "' must be auto, none, required or an object, not '" + word + "'.");
    };
  }

  static AnswerForm.JsonSchema schema(Fields schema) {
    JsonNode tree = schema.take("schema");
    return new AnswerForm.JsonSchema(
        schema.optionalText("name").orElse("answer"),
        schema.optionalText("description"),
        tree.isMissingNode() ? Json.object() : tree,
        schema.optionalTruth("strict"));
  }
}
