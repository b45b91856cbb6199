package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads requests for OpenAI's responses.
final class ResponsesRequests {

  /// Every field of a request and what it asks for.
  static final List<Field> FIELDS =
      List.of(
          new Field("model", Feature.MODEL, (_, _, _) -> {}),
          new Field("instructions", Feature.CONVERSATION, ResponsesRequests::instructions),
          new Field("input", Feature.CONVERSATION, ResponsesRequests::input),
          new Field(
              "stream",
              Feature.STREAM,
              (draft, path, value) -> draft.stream = Field.truth(path, value)),
          Field.object(
              "stream_options",
              Feature.STREAM,
              List.of(Field.flag("include_obfuscation", Feature.STREAM_OBFUSCATION))),
          new Field("tools", Feature.TOOLS, ResponsesRequests::tools),
          new Field("tool_choice", Feature.TOOL_CHOICE, ResponsesRequests::toolChoice),
          new Field("parallel_tool_calls", Feature.SERIAL_TOOLS, ChatRequests::parallel),
          Field.whole("max_tool_calls", Feature.MOST_TOOL_CALLS),
          Field.object(
              "text",
              Feature.JSON_SCHEMA,
              List.of(
                  new Field("format", Feature.JSON_SCHEMA, ResponsesRequests::format),
                  Field.text("verbosity", Feature.VERBOSITY))),
          Field.object(
              "reasoning",
              Feature.EFFORT,
              List.of(
                  Field.text("effort", Feature.EFFORT),
                  Field.text("summary", Feature.REASONING_SUMMARY),
                  Field.text("generate_summary", Feature.REASONING_SUMMARY))),
          Field.whole("max_output_tokens", Feature.MAX_TOKENS),
          Field.number("temperature", Feature.TEMPERATURE),
          Field.number("top_p", Feature.TOP_P),
          Field.whole("top_logprobs", Feature.TOP_LOGPROBS),
          new Field("include", Feature.INCLUDE, ResponsesRequests::include),
          Field.unless(Set.of("disabled"), "truncation", Feature.TRUNCATION),
          Field.any("context_management", Feature.TRUNCATION),
          Field.text("user", Feature.END_USER),
          Field.text("safety_identifier", Feature.SAFETY_IDENTIFIER),
          Field.filled("metadata", Feature.METADATA),
          Field.flag("store", Feature.STORE),
          Field.text("prompt_cache_key", Feature.CACHE_KEY),
          Field.text("prompt_cache_retention", Feature.CACHE_RETENTION),
          Field.filled("prompt_cache_options", Feature.CACHE_RETENTION),
          Field.unless(Set.of("auto", "default"), "service_tier", Feature.SERVICE_TIER),
          Field.any("moderation", Feature.MODERATION),
          Field.any("access_programs", Feature.SERVER_STATE),
          Field.any("previous_response_id", Feature.SERVER_STATE),
          Field.any("conversation", Feature.SERVER_STATE),
          Field.any("prompt", Feature.SERVER_STATE),
          Field.any("image", Feature.OTHER_FORMAT),
          Field.flag("background", Feature.BACKGROUND));

  /// The fields inside of those that ask for something of their own.
  static final List<Field> WITHIN =
      List.of(
          Field.within("input[].role (system, developer) after others", Feature.LATE_INSTRUCTIONS),
          Field.within("input[].content[].input_image (data:)", Feature.IMAGE_DATA),
          Field.within("input[].content[].input_image (https:)", Feature.IMAGE_URL),
          Field.within("input[].content[].input_image.file_id", Feature.STORED_FILE),
          Field.within("input[].content[].input_image.detail", Feature.IMAGE_DETAIL),
          Field.within("input[].content[].input_file.file_data", Feature.FILE_DATA),
          Field.within("input[].content[].input_file.file_url", Feature.FILE_URL),
          Field.within("input[].content[].input_file.file_id", Feature.STORED_FILE),
          Field.within("input[].content[].input_file.filename", Feature.FILE_NAME),
          Field.within("input[].content[].refusal", Feature.REFUSAL_HISTORY),
          Field.within("input[] reasoning with encrypted_content", Feature.THINKING_HISTORY),
          Field.within("input[] reasoning without", Feature.UNSIGNED_THINKING),
          Field.within("input[] function_call_output with images", Feature.TOOL_IMAGES),
          Field.within("input[] of other types", Feature.OTHER_ITEMS),
          Field.within("tools[].strict", Feature.TOOL_STRICT),
          Field.within("tools[].type (not function)", Feature.OTHER_TOOLS),
          Field.within("tool_choice.type allowed_tools", Feature.ALLOWED_TOOLS),
          Field.within("text.format.type json_object", Feature.JSON_OBJECT),
          Field.within("include[] reasoning.encrypted_content", Feature.ENCRYPTED_REASONING),
          Field.within("include[] message.output_text.logprobs", Feature.LOGPROBS));

  private ResponsesRequests() {}

  static Conversation read(ObjectNode json) {
    return Draft.read(Api.RESPONSES, FIELDS, json);
  }

  private static void instructions(Draft draft, String path, JsonNode value) {
    if (!value.isString()) {
      throw new BadRequest(path, "'instructions' must be a string.");
    }
    // They come first wherever the client wrote them.
    draft.turns.addFirst(new Turn(Turn.Speaker.SYSTEM, List.of(new Part.Text(value.asString()))));
  }

  static void input(Draft draft, String path, JsonNode input) {
    if (input.isString()) {
      draft.turns.add(new Turn(Turn.Speaker.USER, List.of(new Part.Text(input.asString()))));
      return;
    }
    if (!input.isArray()) {
      throw new BadRequest(path, "'input' must be a string or a list of items.");
    }
    Fields.each(input, path, item -> item(draft, item));
  }

  private static void item(Draft draft, Fields item) {
    item.ignore("id", "status", "phase");
    switch (item.optionalText("type").orElse("message")) {
      case "message" -> message(draft, item);
      case "function_call" ->
          draft.goOn(
              Turn.Speaker.ASSISTANT,
              List.of(
                  new Part.ToolCall(
                      item.text("call_id"), item.text("name"), item.text("arguments"))));
      case "function_call_output" ->
          draft.goOn(
              Turn.Speaker.USER,
              List.of(new Part.ToolResult(item.text("call_id"), output(draft, item), false)));
      case "reasoning" -> draft.goOn(Turn.Speaker.ASSISTANT, reasoning(draft, item));
      default -> {
        draft.wish(Feature.OTHER_ITEMS, item.at("type"));
        return;
      }
    }
    item.finish();
  }

  private static void message(Draft draft, Fields item) {
    String role = item.text("role");
    List<Part> content = content(draft, item);
    switch (role) {
      case "system" -> draft.instruct(item.at("role"), new Turn(Turn.Speaker.SYSTEM, content));
      case "developer" ->
          draft.instruct(item.at("role"), new Turn(Turn.Speaker.DEVELOPER, content));
      case "user" -> draft.turns.add(new Turn(Turn.Speaker.USER, content));
      case "assistant" -> draft.goOn(Turn.Speaker.ASSISTANT, content);
      default ->
          throw new BadRequest(
              item.at("role"),
              "'%s' is not a role: use system, developer, user or assistant.".formatted(role));
    }
  }

  private static List<Part> reasoning(Draft draft, Fields item) {
    StringBuilder text = new StringBuilder();
    for (JsonNode summary : item.take("summary")) {
      text.append(summary.path("text").asString(""));
    }
    item.ignore("content");
    Optional<String> signature = item.optionalText("encrypted_content");
    draft.wish(
        signature.isPresent() ? Feature.THINKING_HISTORY : Feature.UNSIGNED_THINKING,
        item.at("type"));
    return signature
        .<List<Part>>map(seal -> List.of(new Part.Thinking(text.toString(), seal)))
        .orElse(List.of());
  }

  private static List<Part> content(Draft draft, Fields message) {
    return Content.read(message, "content", "parts", part -> Optional.of(part(draft, part)));
  }

  private static List<Part> output(Draft draft, Fields result) {
    return Content.read(
        result,
        "output",
        "parts",
        part -> {
          Part read = part(draft, part);
          if (!(read instanceof Part.Text)) {
            draft.wish(Feature.TOOL_IMAGES, part.at("type"));
          }
          return Optional.of(read);
        });
  }

  private static Part part(Draft draft, Fields part) {
    return switch (part.text("type")) {
      case "input_text" -> new Part.Text(part.text("text"));
      case "output_text" -> {
        part.ignore("annotations", "logprobs");
        yield new Part.Text(part.text("text"));
      }
      case "refusal" -> {
        draft.wish(Feature.REFUSAL_HISTORY, part.at("refusal"));
        yield new Part.Refusal(part.text("refusal"));
      }
      case "input_image" -> image(draft, part);
      case "input_file" -> file(draft, part);
      default -> throw Draft.unknown(part.at("type"));
    };
  }

  private static Part image(Draft draft, Fields part) {
    Optional<String> detail = part.optionalText("detail").filter(word -> !word.equals("auto"));
    detail.ifPresent(_ -> draft.wish(Feature.IMAGE_DETAIL, part.at("detail")));
    if (part.has("file_id")) {
      draft.wish(Feature.STORED_FILE, part.at("file_id"));
      return new Part.Image(new Part.Source.Stored(part.text("file_id")), detail);
    }
    return new Part.Image(
        Sources.image(draft, part.at("image_url"), part.text("image_url")), detail);
  }

  private static Part file(Draft draft, Fields part) {
    Optional<String> name = part.optionalText("filename");
    name.ifPresent(_ -> draft.wish(Feature.FILE_NAME, part.at("filename")));
    if (part.has("file_id")) {
      draft.wish(Feature.STORED_FILE, part.at("file_id"));
      return new Part.File(new Part.Source.Stored(part.text("file_id")), name);
    }
    if (part.has("file_url")) {
      draft.wish(Feature.FILE_URL, part.at("file_url"));
      return new Part.File(new Part.Source.Url(part.text("file_url")), name);
    }
    draft.wish(Feature.FILE_DATA, part.at("file_data"));
    return new Part.File(Sources.data(part.at("file_data"), part.text("file_data")), name);
  }

  private static void tools(Draft draft, String path, JsonNode list) {
    Fields.each(list, path, tool -> tool(draft, tool));
  }

  private static void tool(Draft draft, Fields tool) {
    if (tool.text("type").equals("function")) {
      draft.tools.add(Tools.function(draft, tool, "parameters"));
      tool.finish();
    } else {
      draft.wish(Feature.OTHER_TOOLS, tool.at("type"));
    }
  }

  private static void toolChoice(Draft draft, String path, JsonNode choice) {
    if (choice.isString()) {
      draft.toolChoice = Optional.of(Tools.choice(path, choice.asString()));
      return;
    }
    Fields fields = new Fields(choice, path);
    switch (fields.text("type")) {
      case "function" -> draft.toolChoice = Optional.of(new ToolChoice.Named(fields.text("name")));
      case "allowed_tools" -> {
        draft.wish(Feature.ALLOWED_TOOLS, path);
        List<String> names = new ArrayList<>();
        fields.take("tools").forEach(tool -> names.add(tool.path("name").asString("")));
        draft.toolChoice =
            Optional.of(new ToolChoice.Among(names, fields.text("mode").equals("required")));
      }
      default -> draft.wish(Feature.OTHER_TOOLS, fields.at("type"));
    }
  }

  private static void format(Draft draft, String path, JsonNode value) {
    Fields format = new Fields(value, path);
    switch (format.text("type")) {
      case "text" -> {}
      case "json_object" -> {
        draft.wish(Feature.JSON_OBJECT, path);
        draft.form = new AnswerForm.JsonObject();
      }
      case "json_schema" -> {
        draft.wish(Feature.JSON_SCHEMA, path);
        draft.form = Tools.schema(format);
        format.finish();
      }
      default -> draft.wish(Feature.OTHER_FORMAT, format.at("type"));
    }
  }

  private static void include(Draft draft, String path, JsonNode list) {
    for (JsonNode item : list) {
      switch (item.asString("")) {
        case "reasoning.encrypted_content" -> draft.wish(Feature.ENCRYPTED_REASONING, path);
        case "message.output_text.logprobs" -> draft.wish(Feature.LOGPROBS, path, BooleanNode.TRUE);
        default -> draft.wish(Feature.INCLUDE, path, list);
      }
    }
  }
}
