package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads requests for Anthropic's messages.
final class MessagesRequests {

  private static final List<Field> OUTPUT =
      List.of(
          Field.text("effort", Feature.EFFORT),
          new Field("format", Feature.JSON_SCHEMA, MessagesRequests::format));

  /// Every field of a request and what it asks for.
  static final List<Field> FIELDS =
      List.of(
          new Field("model", Feature.MODEL, (_, _, _) -> {}),
          new Field("system", Feature.CONVERSATION, MessagesRequests::system),
          new Field("messages", Feature.CONVERSATION, MessagesRequests::messages),
          new Field(
              "stream",
              Feature.STREAM,
              (draft, path, value) -> draft.stream = Field.truth(path, value)),
          new Field("tools", Feature.TOOLS, MessagesRequests::tools),
          new Field("tool_choice", Feature.TOOL_CHOICE, MessagesRequests::toolChoice),
          Field.whole("max_tokens", Feature.MAX_TOKENS),
          Field.texts("stop_sequences", Feature.STOP),
          Field.number("temperature", Feature.TEMPERATURE),
          Field.number("top_p", Feature.TOP_P),
          Field.whole("top_k", Feature.TOP_K),
          new Field("thinking", Feature.THINKING_BUDGET, MessagesRequests::thinking),
          Field.object("output_config", Feature.JSON_SCHEMA, OUTPUT),
          new Field("output_format", Feature.JSON_SCHEMA, MessagesRequests::format),
          Field.object(
              "metadata",
              Feature.SAFETY_IDENTIFIER,
              List.of(Field.text("user_id", Feature.SAFETY_IDENTIFIER))),
          Field.unless(Set.of("auto"), "service_tier", Feature.SERVICE_TIER),
          Field.any("cache_control", Feature.CACHE_MARK),
          Field.any("container", Feature.SERVER_STATE),
          Field.any("context_management", Feature.TRUNCATION),
          Field.filled("mcp_servers", Feature.OTHER_TOOLS),
          Field.any("inference_geo", Feature.REGION),
          Field.unless(Set.of("standard"), "speed", Feature.SPEED),
          Field.any("diagnostics", Feature.DIAGNOSTICS));

  /// The fields inside of those that ask for something of their own.
  static final List<Field> WITHIN =
      List.of(
          Field.within("messages[].role system", Feature.LATE_INSTRUCTIONS),
          Field.within("messages[].content[].cache_control", Feature.CACHE_MARK),
          Field.within("messages[].content[].citations", Feature.CITATIONS),
          Field.within("messages[].content[].image (base64)", Feature.IMAGE_DATA),
          Field.within("messages[].content[].image (url)", Feature.IMAGE_URL),
          Field.within("messages[].content[].document (base64)", Feature.FILE_DATA),
          Field.within("messages[].content[].document (url)", Feature.FILE_URL),
          Field.within("messages[].content[].document (text)", Feature.FILE_TEXT),
          Field.within("messages[].content[].source (file)", Feature.STORED_FILE),
          Field.within("messages[].content[].document.title", Feature.FILE_NAME),
          Field.within("messages[].content[].document.context", Feature.CITATIONS),
          Field.within("messages[].content[].thinking", Feature.THINKING_HISTORY),
          Field.within("messages[].content[].redacted_thinking", Feature.THINKING_HISTORY),
          Field.within("messages[].content[].tool_result.is_error", Feature.FAILED_TOOL),
          Field.within("messages[].content[].tool_result with images", Feature.TOOL_IMAGES),
          Field.within("messages[].content[] of other types", Feature.OTHER_ITEMS),
          Field.within("tools[].strict", Feature.TOOL_STRICT),
          Field.within("tools[].cache_control", Feature.CACHE_MARK),
          Field.within("tools[].eager_input_streaming", Feature.TOOL_STREAMING),
          Field.within("tools[].type (not custom)", Feature.OTHER_TOOLS),
          Field.within("tool_choice.disable_parallel_tool_use", Feature.SERIAL_TOOLS),
          Field.within("thinking.type adaptive", Feature.THINKING_ADAPTIVE),
          Field.within("thinking.type disabled", Feature.THINKING_OFF),
          Field.within("thinking.display", Feature.THINKING_DISPLAY));

  private MessagesRequests() {}

  static Conversation read(ObjectNode json) {
    return Draft.read(Api.MESSAGES, FIELDS, json);
  }

  private static void system(Draft draft, String path, JsonNode value) {
    List<Part> parts = new ArrayList<>();
    if (value.isString()) {
      if (!value.asString().isEmpty()) {
        parts.add(new Part.Text(value.asString()));
      }
    } else {
      Fields.each(
          value,
          path,
          block -> {
            block.text("type");
            parts.add(new Part.Text(block.text("text")));
            mark(draft, block);
            block.finish();
          });
    }
    if (!parts.isEmpty()) {
      // They come first wherever the client wrote them.
      draft.turns.addFirst(new Turn(Turn.Speaker.SYSTEM, parts));
    }
  }

  private static void messages(Draft draft, String path, JsonNode list) {
    if (!list.isArray()) {
      throw new BadRequest(path, "'messages' must be a list of messages.");
    }
    Fields.each(list, path, message -> message(draft, message));
  }

  private static void message(Draft draft, Fields message) {
    String role = message.text("role");
    List<Part> parts = content(draft, message);
    switch (role) {
      case "user" -> draft.turns.add(new Turn(Turn.Speaker.USER, parts));
      case "assistant" -> draft.turns.add(new Turn(Turn.Speaker.ASSISTANT, parts));
      case "system" -> {
        draft.wish(Feature.LATE_INSTRUCTIONS, message.at("role"));
        draft.turns.add(new Turn(Turn.Speaker.SYSTEM, parts));
      }
      default ->
          throw new BadRequest(
              message.at("role"), "'" + role + "' is not a role: use user or assistant.");
    }
    message.finish();
  }

  private static List<Part> content(Draft draft, Fields message) {
    return Content.read(message, "content", "blocks", block -> marked(draft, block));
  }

  /// {@return what a tool gave, which may be nothing}
  private static List<Part> result(Draft draft, Fields result) {
    if (!result.has("content")) {
      return List.of();
    }
    return Content.read(
        result,
        "content",
        "blocks",
        block -> {
          Optional<Part> part = marked(draft, block);
          if (part.isPresent() && !(part.get() instanceof Part.Text)) {
            draft.wish(Feature.TOOL_IMAGES, block.at("type"));
          }
          return part;
        });
  }

  private static Optional<Part> marked(Draft draft, Fields block) {
    Optional<Part> part = block(draft, block);
    part.ifPresent(_ -> mark(draft, block));
    return part;
  }

  private static void mark(Draft draft, Fields block) {
    if (!block.take("cache_control").isMissingNode()) {
      draft.wish(Feature.CACHE_MARK, block.at("cache_control"));
    }
  }

  private static Optional<Part> block(Draft draft, Fields block) {
    return switch (block.text("type")) {
      case "text" -> {
        if (!block.take("citations").isEmpty()) {
          draft.wish(Feature.CITATIONS, block.at("citations"));
        }
        yield Optional.of(new Part.Text(block.text("text")));
      }
      case "image" -> Optional.of(new Part.Image(source(draft, block, true), Optional.empty()));
      case "document" -> Optional.of(document(draft, block));
      case "tool_use" -> {
        block.ignore("caller");
        yield Optional.of(
            new Part.ToolCall(
                block.text("id"), block.text("name"), block.take("input").toString()));
      }
      case "tool_result" -> {
        boolean failed = block.optionalTruth("is_error").orElse(false);
        if (failed) {
          draft.wish(Feature.FAILED_TOOL, block.at("is_error"));
        }
        yield Optional.of(
            new Part.ToolResult(block.text("tool_use_id"), result(draft, block), failed));
      }
      case "thinking" -> {
        draft.wish(Feature.THINKING_HISTORY, block.at("type"));
        yield Optional.of(
            new Part.Thinking(block.text("thinking"), block.optionalText("signature").orElse("")));
      }
      case "redacted_thinking" -> {
        draft.wish(Feature.THINKING_HISTORY, block.at("type"));
        yield Optional.of(new Part.HiddenThinking(block.text("data")));
      }
      default -> {
        draft.wish(Feature.OTHER_ITEMS, block.at("type"));
        yield Optional.empty();
      }
    };
  }

  private static Part document(Draft draft, Fields block) {
    if (!block.take("context").isMissingNode()) {
      draft.wish(Feature.CITATIONS, block.at("context"));
    }
    if (block.take("citations").path("enabled").asBoolean(false)) {
      draft.wish(Feature.CITATIONS, block.at("citations"));
    }
    Optional<String> title = block.optionalText("title");
    title.ifPresent(_ -> draft.wish(Feature.FILE_NAME, block.at("title")));
    return new Part.File(source(draft, block, false), title);
  }

  private static Part.Source source(Draft draft, Fields block, boolean image) {
    Fields source = block.inside("source");
    Part.Source read =
        switch (source.text("type")) {
          case "base64" -> {
            draft.wish(image ? Feature.IMAGE_DATA : Feature.FILE_DATA, source.at("data"));
            yield new Part.Source.Data(source.text("media_type"), source.text("data"));
          }
          case "url" -> {
            draft.wish(image ? Feature.IMAGE_URL : Feature.FILE_URL, source.at("url"));
            yield new Part.Source.Url(source.text("url"));
          }
          case "text" -> {
            draft.wish(Feature.FILE_TEXT, source.at("data"));
            source.ignore("media_type");
            yield new Part.Source.Plain(source.text("data"));
          }
          case "file" -> {
            draft.wish(Feature.STORED_FILE, source.at("file_id"));
            yield new Part.Source.Stored(source.text("file_id"));
          }
          default -> throw Draft.unknown(source.at("type"));
        };
    source.finish();
    return read;
  }

  private static void tools(Draft draft, String path, JsonNode list) {
    Fields.each(list, path, tool -> tool(draft, tool));
  }

  private static void tool(Draft draft, Fields tool) {
    if (tool.optionalText("type").orElse("custom").equals("custom")) {
      mark(draft, tool);
      if (tool.optionalTruth("eager_input_streaming").orElse(false)) {
        draft.wish(Feature.TOOL_STREAMING, tool.at("eager_input_streaming"));
      }
      draft.tools.add(Tools.function(draft, tool, "input_schema"));
      tool.finish();
    } else {
      draft.wish(Feature.OTHER_TOOLS, tool.at("type"));
    }
  }

  private static void toolChoice(Draft draft, String path, JsonNode value) {
    Fields choice = new Fields(value, path);
    String type = choice.text("type");
    draft.toolChoice =
        Optional.of(
            switch (type) {
              case "auto" -> new ToolChoice.Auto();
              case "any" -> new ToolChoice.Any();
              case "none" -> new ToolChoice.None();
              case "tool" -> new ToolChoice.Named(choice.text("name"));
              default ->
                  throw new BadRequest(
                      choice.at("type"),
                      "'%s' is no choice of tools: use auto, any, tool or none.".formatted(type));
            });
    if (choice.optionalTruth("disable_parallel_tool_use").orElse(false)) {
      draft.wish(Feature.SERIAL_TOOLS, choice.at("disable_parallel_tool_use"), BooleanNode.FALSE);
    }
    choice.finish();
  }

  private static void thinking(Draft draft, String path, JsonNode value) {
    Fields thinking = new Fields(value, path);
    switch (thinking.text("type")) {
      case "enabled" ->
          draft.wish(
              Feature.THINKING_BUDGET,
              thinking.at("budget_tokens"),
              thinking.take("budget_tokens"));
      case "adaptive" -> draft.wish(Feature.THINKING_ADAPTIVE, path);
      case "disabled" -> draft.wish(Feature.THINKING_OFF, path);
      default -> throw Draft.unknown(thinking.at("type"));
    }
    if (thinking.optionalText("display").isPresent()) {
      draft.wish(Feature.THINKING_DISPLAY, thinking.at("display"));
    }
    thinking.finish();
  }

  private static void format(Draft draft, String path, JsonNode value) {
    Fields format = new Fields(value, path);
    if (format.text("type").equals("json_schema")) {
      draft.wish(Feature.JSON_SCHEMA, path);
      draft.form = Tools.schema(format);
      format.finish();
    } else {
      draft.wish(Feature.OTHER_FORMAT, format.at("type"));
    }
  }
}
