package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads what requests for Gemini's generateContent say of tools.
final class GenerateTools {

  /// The fields of `toolConfig`.
  static final List<Field> CONFIG =
      List.of(
          new Field("functionCallingConfig", Feature.TOOL_CHOICE, GenerateTools::choice),
          Field.any("retrievalConfig", Feature.OTHER_TOOLS),
          Field.flag("includeServerSideToolInvocations", Feature.OTHER_TOOLS));

  static final List<Field> WITHIN =
      List.of(
          Field.within("tools[] other than functionDeclarations", Feature.OTHER_TOOLS),
          Field.within("tools[].functionDeclarations[].response", Feature.TOOL_RESULT_SCHEMA),
          Field.within(
              "tools[].functionDeclarations[].responseJsonSchema", Feature.TOOL_RESULT_SCHEMA),
          Field.within(
              "toolConfig.functionCallingConfig.allowedFunctionNames", Feature.ALLOWED_TOOLS));

  private GenerateTools() {}

  static void read(Draft draft, String path, JsonNode list) {
    if (!list.isArray()) {
      throw new BadRequest(path, "'tools' must be a list of tools.");
    }
    int place = 0;
    for (JsonNode tool : list) {
      String where = path + "[" + place++ + "]";
      for (String kind : tool.propertyNames()) {
        if (kind.equals("functionDeclarations")) {
          Fields.each(
              tool.path(kind), where + "." + kind, one -> draft.tools.add(tool(draft, one)));
        } else if (!tool.path(kind).isNull()) {
          draft.wish(Feature.OTHER_TOOLS, where + "." + kind);
        }
      }
    }
  }

  private static Tool tool(Draft draft, Fields function) {
    JsonNode schema = function.take("parametersJsonSchema");
    JsonNode parameters = function.take("parameters");
    Optional<String> description = description(draft, function);
    String behavior = function.optionalText("behavior").orElse("BLOCKING");
    if (behavior.equals("NON_BLOCKING")) {
      throw Draft.unknown(function.at("behavior"));
    }
    Tool tool =
        new Tool(
            function.text("name"),
            description,
            schema.isObject()
                ? schema
                : parameters.isObject() ? GenerateSchemas.json(parameters) : Json.object(),
            Optional.empty());
    function.finish();
    return tool;
  }

  /// The form of what a function gives has no place in other APIs; the model is told it in words.
  private static Optional<String> description(Draft draft, Fields function) {
    Optional<String> description = function.optionalText("description");
    for (String field : List.of("response", "responseJsonSchema")) {
      JsonNode schema = function.take(field);
      if (schema.isObject() && !schema.isEmpty()) {
        draft.wish(Feature.TOOL_RESULT_SCHEMA, function.at(field));
        JsonNode json = field.equals("response") ? GenerateSchemas.json(schema) : schema;
        return Optional.of(
            (description.orElse("") + "\nIt returns JSON of this schema: " + json).strip());
      }
    }
    return description;
  }

  private static void choice(Draft draft, String path, JsonNode value) {
    Fields choice = new Fields(value, path);
    List<String> names = new ArrayList<>();
    choice.take("allowedFunctionNames").forEach(name -> names.add(name.asString("")));
    String mode = choice.optionalText("mode").orElse("AUTO");
    draft.toolChoice =
        Optional.of(
            switch (mode) {
              case "NONE" -> new ToolChoice.None();
              case "ANY" ->
                  names.isEmpty()
                      ? new ToolChoice.Any()
                      : names.size() == 1
                          ? new ToolChoice.Named(names.getFirst())
                          : new ToolChoice.Among(names, true);
              case "AUTO", "VALIDATED", "MODE_UNSPECIFIED" ->
                  names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Among(names, false);
              default ->
                  throw new BadRequest(
                      choice.at("mode"),
                      "'%s' is no way to call functions: use AUTO, ANY, VALIDATED or NONE."
                          .formatted(mode));
            });
    if (draft.toolChoice.filter(one -> one instanceof ToolChoice.Among).isPresent()) {
      draft.wish(Feature.ALLOWED_TOOLS, choice.at("allowedFunctionNames"));
    }
    choice.finish();
  }
}
