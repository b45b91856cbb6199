package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads requests for OpenAI's chat completions.
final class ChatRequests {

  /// Every field of a request and what it asks for.
  static final List<Field> FIELDS =
      List.of(
          new Field("model", Feature.MODEL, (_, _, _) -> {}),
          new Field("messages", Feature.CONVERSATION, ChatRequests::messages),
          new Field(
              "stream",
              Feature.STREAM,
              (draft, path, value) -> draft.stream = Field.truth(path, value)),
          Field.object(
              "stream_options",
              Feature.STREAM,
              List.of(
                  new Field(
                      "include_usage",
                      Feature.STREAM_USAGE,
                      (draft, path, value) -> draft.streamUsage = Field.truth(path, value)),
                  Field.flag("include_obfuscation", Feature.STREAM_OBFUSCATION))),
          new Field("tools", Feature.TOOLS, ChatRequests::tools),
          new Field("tool_choice", Feature.TOOL_CHOICE, ChatRequests::toolChoice),
          new Field("parallel_tool_calls", Feature.SERIAL_TOOLS, ChatRequests::parallel),
          Field.filled("functions", Feature.LEGACY_FUNCTIONS),
          Field.any("function_call", Feature.LEGACY_FUNCTIONS),
          new Field("response_format", Feature.JSON_SCHEMA, ChatRequests::format),
          Field.whole("max_completion_tokens", Feature.MAX_TOKENS),
          Field.whole("max_tokens", Feature.MAX_TOKENS),
          Field.number("temperature", Feature.TEMPERATURE),
          Field.number("top_p", Feature.TOP_P),
          Field.texts("stop", Feature.STOP),
          new Field("n", Feature.CHOICES, ChatRequests::choices),
          Field.whole("seed", Feature.SEED),
          Field.number("frequency_penalty", Feature.FREQUENCY_PENALTY),
          Field.number("presence_penalty", Feature.PRESENCE_PENALTY),
          Field.filled("logit_bias", Feature.LOGIT_BIAS),
          Field.flag("logprobs", Feature.LOGPROBS),
          Field.whole("top_logprobs", Feature.TOP_LOGPROBS),
          Field.text("reasoning_effort", Feature.EFFORT),
          Field.text("verbosity", Feature.VERBOSITY),
          new Field("modalities", Feature.AUDIO_ANSWER, ChatRequests::modalities),
          Field.any("audio", Feature.AUDIO_ANSWER),
          Field.any("prediction", Feature.PREDICTION),
          Field.any("web_search_options", Feature.WEB_SEARCH),
          Field.text("user", Feature.END_USER),
          Field.text("safety_identifier", Feature.SAFETY_IDENTIFIER),
          Field.filled("metadata", Feature.METADATA),
          Field.flag("store", Feature.STORE),
          Field.text("prompt_cache_key", Feature.CACHE_KEY),
          Field.text("prompt_cache_retention", Feature.CACHE_RETENTION),
          Field.filled("prompt_cache_options", Feature.CACHE_RETENTION),
          Field.unless(Set.of("auto", "default"), "service_tier", Feature.SERVICE_TIER),
          Field.any("moderation", Feature.MODERATION));

  /// The fields inside of those that ask for something of their own.
  static final List<Field> WITHIN =
      List.of(
          Field.within(
              "messages[].role (system, developer) after others", Feature.LATE_INSTRUCTIONS),
          Field.within("messages[].name", Feature.SPEAKER_NAME),
          Field.within("messages[].reasoning_content", Feature.UNSIGNED_THINKING),
          Field.within("messages[].reasoning_details", Feature.THINKING_HISTORY),
          Field.within("messages[].refusal", Feature.REFUSAL_HISTORY),
          Field.within("messages[].function_call", Feature.LEGACY_FUNCTIONS),
          Field.within("messages[].audio", Feature.AUDIO_ANSWER),
          Field.within("messages[].content[].image_url (data:)", Feature.IMAGE_DATA),
          Field.within("messages[].content[].image_url (https:)", Feature.IMAGE_URL),
          Field.within("messages[].content[].image_url.detail", Feature.IMAGE_DETAIL),
          Field.within("messages[].content[].input_audio", Feature.AUDIO_DATA),
          Field.within("messages[].content[].file.file_data", Feature.FILE_DATA),
          Field.within("messages[].content[].file.file_id", Feature.STORED_FILE),
          Field.within("messages[].content[].file.filename", Feature.FILE_NAME),
          Field.within("tools[].function.strict", Feature.TOOL_STRICT),
          Field.within("tools[].type (not function)", Feature.OTHER_TOOLS),
          Field.within("tool_choice.allowed_tools", Feature.ALLOWED_TOOLS),
          Field.within("response_format.type json_object", Feature.JSON_OBJECT));

  private ChatRequests() {}

  static Conversation read(ObjectNode json) {
    return Draft.read(Api.CHAT, FIELDS, json);
  }

  private static void messages(Draft draft, String path, JsonNode list) {
    if (!list.isArray()) {
      throw new BadRequest(path, "'messages' must be a list of messages.");
    }
    Fields.each(list, path, message -> message(draft, message));
  }

  private static void message(Draft draft, Fields message) {
    String role = message.text("role");
    Optional<String> name = message.optionalText("name");
    if (!role.equals("function")) {
      name.ifPresent(_ -> draft.wish(Feature.SPEAKER_NAME, message.at("name")));
    }
    switch (role) {
      case "system" ->
          draft.instruct(
              message.at("role"),
              new Turn(Turn.Speaker.SYSTEM, name.orElse(""), content(draft, message)));
      case "developer" ->
          draft.instruct(
              message.at("role"),
              new Turn(Turn.Speaker.DEVELOPER, name.orElse(""), content(draft, message)));
      case "user" ->
          draft.turns.add(new Turn(Turn.Speaker.USER, name.orElse(""), content(draft, message)));
      case "assistant" ->
          draft.turns.add(
              new Turn(Turn.Speaker.ASSISTANT, name.orElse(""), assistant(draft, message)));
      case "tool" ->
          draft.turns.add(
              new Turn(
                  Turn.Speaker.USER,
                  List.of(
                      new Part.ToolResult(
                          message.text("tool_call_id"), content(draft, message), false))));
      case "function" -> {
        draft.wish(Feature.LEGACY_FUNCTIONS, message.at("role"));
        message.ignore("content");
      }
      default ->
          throw new BadRequest(
              message.at("role"),
              "'%s' is not a role: use system, developer, user, assistant or tool."
                  .formatted(role));
    }
    message.finish();
  }

  private static List<Part> assistant(Draft draft, Fields message) {
    List<Part> parts = new ArrayList<>(thoughts(draft, message));
    parts.addAll(content(draft, message));
    message
        .optionalText("refusal")
        .ifPresent(text -> {
          draft.wish(Feature.REFUSAL_HISTORY, message.at("refusal"));
          parts.add(new Part.Refusal(text));
        });
    Fields.each(
        message.take("tool_calls"), message.at("tool_calls"), call -> parts.add(call(draft, call)));
    message.ignore("annotations");
    if (!message.take("function_call").isMissingNode()) {
      draft.wish(Feature.LEGACY_FUNCTIONS, message.at("function_call"));
    }
    if (!message.take("audio").isMissingNode()) {
      draft.wish(Feature.AUDIO_ANSWER, message.at("audio"));
    }
    return parts;
  }

  private static List<Part> thoughts(Draft draft, Fields message) {
    List<Part> parts = new ArrayList<>();
    JsonNode details = message.take("reasoning_details");
    Fields.each(
        details, message.at("reasoning_details"), detail -> parts.add(thought(draft, detail)));
    for (String field : List.of("reasoning_content", "reasoning")) {
      if (message.optionalText(field).isPresent() && details.isEmpty()) {
        draft.wish(Feature.UNSIGNED_THINKING, message.at(field));
      }
    }
    return parts;
  }

  private static Part thought(Draft draft, Fields detail) {
    draft.wish(Feature.THINKING_HISTORY, detail.path());
    Part part =
        switch (detail.text("type")) {
          case "reasoning.text" ->
              new Part.Thinking(
                  detail.optionalText("text").orElse(""),
                  detail.optionalText("signature").orElse(""));
          case "reasoning.encrypted" -> new Part.HiddenThinking(detail.text("data"));
          default -> throw Draft.unknown(detail.at("type"));
        };
    detail.ignore("id", "format", "index");
    detail.finish();
    return part;
  }

  private static Part call(Draft draft, Fields call) {
    call.ignore("index");
    if (!call.optionalText("type").orElse("function").equals("function")) {
      draft.wish(Feature.OTHER_TOOLS, call.at("type"));
      return new Part.Text("");
    }
    String id = call.text("id");
    Fields function = call.inside("function");
    Part part =
        new Part.ToolCall(
            id, function.text("name"), function.optionalText("arguments").orElse("{}"));
    function.finish();
    call.finish();
    return part;
  }

  private static List<Part> content(Draft draft, Fields message) {
    return message.has("content")
        ? Content.read(message, "content", "parts", part -> Optional.of(part(draft, part)))
        : List.of();
  }

  private static Part part(Draft draft, Fields part) {
    String type = part.text("type");
    return switch (type) {
      case "text" -> new Part.Text(part.text("text"));
      case "refusal" -> {
        draft.wish(Feature.REFUSAL_HISTORY, part.at("refusal"));
        yield new Part.Refusal(part.text("refusal"));
      }
      case "image_url" -> image(draft, part);
      case "input_audio" -> {
        Fields audio = part.inside("input_audio");
        draft.wish(Feature.AUDIO_DATA, part.at("input_audio"));
        Part read = new Part.Audio(audio.text("format"), audio.text("data"));
        audio.finish();
        yield read;
      }
      case "file" -> file(draft, part);
      default -> throw Draft.unknown(part.at("type"));
    };
  }

  private static Part image(Draft draft, Fields part) {
    Fields image = part.inside("image_url");
    Part.Source source = Sources.image(draft, image.at("url"), image.text("url"));
    Optional<String> detail = image.optionalText("detail").filter(word -> !word.equals("auto"));
    detail.ifPresent(_ -> draft.wish(Feature.IMAGE_DETAIL, image.at("detail")));
    image.finish();
    return new Part.Image(source, detail);
  }

  private static Part file(Draft draft, Fields part) {
    Fields file = part.inside("file");
    Optional<String> name = file.optionalText("filename");
    name.ifPresent(_ -> draft.wish(Feature.FILE_NAME, file.at("filename")));
    Part.Source source;
    if (file.has("file_id")) {
      draft.wish(Feature.STORED_FILE, file.at("file_id"));
      source = new Part.Source.Stored(file.text("file_id"));
    } else {
      draft.wish(Feature.FILE_DATA, file.at("file_data"));
      source = Sources.data(file.at("file_data"), file.text("file_data"));
    }
    file.finish();
    return new Part.File(source, name);
  }

  private static void tools(Draft draft, String path, JsonNode list) {
    Fields.each(list, path, tool -> tool(draft, tool));
  }

  private static void tool(Draft draft, Fields tool) {
    if (!tool.text("type").equals("function")) {
      draft.wish(Feature.OTHER_TOOLS, tool.at("type"));
      return;
    }
    Fields function = tool.inside("function");
    draft.tools.add(Tools.function(draft, function, "parameters"));
    function.finish();
    tool.finish();
  }

  private static void toolChoice(Draft draft, String path, JsonNode choice) {
    if (choice.isString()) {
      draft.toolChoice = Optional.of(Tools.choice(path, choice.asString()));
      return;
    }
    Fields fields = new Fields(choice, path);
    switch (fields.text("type")) {
      case "function" -> {
        Fields function = fields.inside("function");
        draft.toolChoice = Optional.of(new ToolChoice.Named(function.text("name")));
        function.finish();
      }
      case "allowed_tools" -> {
        draft.wish(Feature.ALLOWED_TOOLS, path);
        Fields allowed = fields.inside("allowed_tools");
        List<String> names = new ArrayList<>();
        for (JsonNode tool : allowed.take("tools")) {
          names.add(tool.path("function").path("name").asString(""));
        }
        draft.toolChoice =
            Optional.of(new ToolChoice.Among(names, allowed.text("mode").equals("required")));
        allowed.finish();
      }
      default -> draft.wish(Feature.OTHER_TOOLS, fields.at("type"));
    }
  }

  static void parallel(Draft draft, String path, JsonNode value) {
    if (!Field.truth(path, value)) {
      draft.wish(Feature.SERIAL_TOOLS, path, value);
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
        Fields schema = format.inside("json_schema");
        draft.wish(Feature.JSON_SCHEMA, path);
        draft.form = Tools.schema(schema);
        schema.finish();
      }
      default -> draft.wish(Feature.OTHER_FORMAT, format.at("type"));
    }
  }

  private static void choices(Draft draft, String path, JsonNode value) {
    if (!value.isIntegralNumber() || value.asLong(0) < 1) {
      throw new BadRequest(path, "'n' must be a whole number of at least 1.");
    }
    if (value.asLong(1) != 1) {
      draft.wish(Feature.CHOICES, path, value);
    }
  }

  private static void modalities(Draft draft, String path, JsonNode value) {
    for (JsonNode modality : value) {
      if (!modality.asString("").equals("text")) {
        draft.wish(Feature.AUDIO_ANSWER, path, Json.object());
      }
    }
  }
}
