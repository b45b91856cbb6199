package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the contents of requests for Gemini's generateContent: turns, and the parts of each.
///
/// Calls of functions may have no ids there, and results are matched to them by name and order;
/// other APIs know them by ids, so those without get one.
final class GenerateContents {

  static final List<Field> WITHIN =
      List.of(
          Field.within("contents[].parts[].inlineData (image)", Feature.IMAGE_DATA),
          Field.within("contents[].parts[].inlineData (audio)", Feature.AUDIO_DATA),
          Field.within("contents[].parts[].inlineData (other)", Feature.FILE_DATA),
          Field.within("contents[].parts[].inlineData.displayName", Feature.FILE_NAME),
          Field.within("contents[].parts[].fileData (image)", Feature.IMAGE_URL),
          Field.within("contents[].parts[].fileData (other)", Feature.FILE_URL),
          Field.within("contents[].parts[].fileData (kept by Google)", Feature.GOOGLE_FILE),
          Field.within("contents[].parts[].thoughtSignature", Feature.THINKING_HISTORY),
          Field.within("contents[].parts[].thought without signature", Feature.UNSIGNED_THINKING),
          Field.within("contents[].parts[].functionResponse.response.error", Feature.FAILED_TOOL),
          Field.within("contents[].parts[].functionResponse.parts", Feature.TOOL_IMAGES),
          Field.within("contents[].parts[].mediaResolution", Feature.MEDIA_RESOLUTION),
          Field.within("contents[].parts[] of other kinds", Feature.OTHER_ITEMS));

  private static final String GOOGLES_FILES = "https://generativelanguage.googleapis.com/";

  private final Draft draft;
  private final Set<String> known = new HashSet<>();
  private final Map<String, Deque<String>> unanswered = new HashMap<>();
  private int calls;

  private GenerateContents(Draft draft) {
    this.draft = draft;
  }

  /// Reads the turns of a conversation.
  static void read(Draft draft, String path, JsonNode list) {
    if (!list.isArray()) {
      throw new BadRequest(path, "'contents' must be a list of contents.");
    }
    GenerateContents contents = new GenerateContents(draft);
    Fields.each(list, path, contents::turn);
  }

  /// Reads the instructions; they come first wherever the client wrote them.
  static void instruct(Draft draft, String path, JsonNode value) {
    Fields content = new Fields(value, path);
    content.ignore("role");
    List<Part> parts = new GenerateContents(draft).parts(content);
    content.finish();
    if (!parts.isEmpty()) {
      draft.turns.addFirst(new Turn(Turn.Speaker.SYSTEM, parts));
    }
  }

  private void turn(Fields content) {
    String role = content.optionalText("role").orElse("user");
    Turn.Speaker speaker =
        switch (role) {
          case "", "user", "function" -> Turn.Speaker.USER;
          case "model" -> Turn.Speaker.ASSISTANT;
          default ->
              throw new BadRequest(
                  content.at("role"), "'" + role + "' is not a role: use user or model.");
        };
    draft.turns.add(new Turn(speaker, parts(content)));
    content.finish();
  }

  private List<Part> parts(Fields content) {
    JsonNode list = content.take("parts");
    if (!list.isArray()) {
      throw new BadRequest(
          content.at("parts"), "'" + content.at("parts") + "' must be a list of parts.");
    }
    List<Part> parts = new ArrayList<>();
    Fields.each(list, content.at("parts"), part -> part(parts, part));
    if (parts.stream().anyMatch(GenerateContents::isUnsigned)) {
      draft.wish(Feature.UNSIGNED_THINKING, content.at("parts"));
    }
    return parts;
  }

  private static boolean isUnsigned(Part part) {
    return part instanceof Part.Thinking(_, var signature) && signature.isEmpty();
  }

  /// A thought is signed by the part that follows it.
  private void part(List<Part> parts, Fields part) {
    Optional<String> signature = part.optionalText("thoughtSignature").filter(s -> !s.isEmpty());
    boolean thought = part.optionalTruth("thought").orElse(false);
    if (thought) {
      String text = part.optionalText("text").orElse("");
      parts.add(new Part.Thinking(text, ""));
    }
    signature.ifPresent(sealed -> {
      draft.wish(Feature.THINKING_HISTORY, part.at("thoughtSignature"));
      String text =
          !parts.isEmpty()
                  && isUnsigned(parts.getLast())
                  && parts.removeLast() instanceof Part.Thinking(var before, _)
              ? before
              : "";
      parts.add(Seal.read(text, sealed));
    });
    if (part.has("mediaResolution")) {
      part.ignore("mediaResolution");
      draft.wish(Feature.MEDIA_RESOLUTION, part.at("mediaResolution"));
    }
    if (thought || said(part, signature.isPresent(), parts)) {
      part.finish();
    } else {
      draft.wish(Feature.OTHER_ITEMS, part.path());
    }
  }

  /// {@return whether it is a part of a kind that others know}
  private boolean said(Fields part, boolean signs, List<Part> parts) {
    if (part.has("text")) {
      String text = part.text("text");
      // A text without words only carries its signature.
      if (!(text.isEmpty() && signs)) {
        parts.add(new Part.Text(text));
      }
    } else if (part.has("inlineData")) {
      parts.add(data(part.inside("inlineData")));
    } else if (part.has("fileData")) {
      parts.add(file(part.inside("fileData")));
    } else if (part.has("functionCall")) {
      parts.add(call(part.inside("functionCall")));
    } else if (part.has("functionResponse")) {
      parts.add(result(part.inside("functionResponse")));
    } else {
      return signs;
    }
    return true;
  }

  private Part data(Fields blob) {
    String type = blob.text("mimeType");
    String base64 = Seal.standard(blob.text("data"));
    if (type.startsWith("audio/")) {
      draft.wish(Feature.AUDIO_DATA, blob.at("data"));
      blob.finish();
      return new Part.Audio(format(type), base64);
    }
    Part.Source source = new Part.Source.Data(type, base64);
    if (type.startsWith("image/")) {
      draft.wish(Feature.IMAGE_DATA, blob.at("data"));
      blob.finish();
      return new Part.Image(source, Optional.empty());
    }
    draft.wish(Feature.FILE_DATA, blob.at("data"));
    Optional<String> name = name(blob);
    blob.finish();
    return new Part.File(source, name);
  }

  private static String format(String type) {
    String format = type.substring("audio/".length()).replaceFirst("^x-", "");
    return format.equals("mpeg") ? "mp3" : format;
  }

  private Part file(Fields file) {
    String uri = file.text("fileUri");
    String type = file.optionalText("mimeType").orElse("");
    Optional<String> name = name(file);
    file.finish();
    boolean web = uri.startsWith("https://") || uri.startsWith("http://");
    if (!web || uri.startsWith(GOOGLES_FILES)) {
      draft.wish(Feature.GOOGLE_FILE, file.at("fileUri"));
      return new Part.File(new Part.Source.Url(uri), name);
    }
    if (type.startsWith("image/")) {
      draft.wish(Feature.IMAGE_URL, file.at("fileUri"));
      return new Part.Image(new Part.Source.Url(uri), Optional.empty());
    }
    draft.wish(Feature.FILE_URL, file.at("fileUri"));
    return new Part.File(new Part.Source.Url(uri), name);
  }

  private Optional<String> name(Fields data) {
    Optional<String> name = data.optionalText("displayName");
    name.ifPresent(_ -> draft.wish(Feature.FILE_NAME, data.at("displayName")));
    return name;
  }

  private Part call(Fields call) {
    String name = call.text("name");
    Optional<String> own = call.optionalText("id").filter(id -> !id.isEmpty());
    String id = own.orElseGet(() -> "call_" + calls);
    calls++;
    own.ifPresent(known::add);
    if (own.isEmpty()) {
      unanswered.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(id);
    }
    JsonNode arguments = call.take("args");
    call.finish();
    return new Part.ToolCall(id, name, arguments.isObject() ? arguments.toString() : "{}");
  }

  private Part result(Fields result) {
    String name = result.text("name");
    Optional<String> own = result.optionalText("id").filter(id -> !id.isEmpty());
    String id =
        own.filter(known::contains)
            .or(() -> Optional.ofNullable(unanswered.getOrDefault(name, new ArrayDeque<>()).poll()))
            .or(() -> own)
            .orElse(name);
    JsonNode response = result.take("response");
    boolean failed = response.size() == 1 && response.has("error");
    if (failed) {
      draft.wish(Feature.FAILED_TOOL, result.at("response.error"));
    }
    List<Part> content = new ArrayList<>();
    content.add(new Part.Text(text(response)));
    Fields.each(
        result.take("parts"),
        result.at("parts"),
        part -> {
          draft.wish(Feature.TOOL_IMAGES, part.path());
          if (!said(part, false, content)) {
            throw Draft.unknown(part.path());
          }
          part.finish();
        });
    result.finish();
    return new Part.ToolResult(id, content, failed);
  }

  /// What stands alone under one of the usual names is the whole result.
  private static String text(JsonNode response) {
    for (String usual : List.of("output", "result", "error")) {
      if (response.size() == 1 && response.has(usual)) {
        JsonNode only = response.path(usual);
        return only.isString() ? only.asString() : only.toString();
      }
    }
    return response.isMissingNode() ? Json.object().toString() : response.toString();
  }
}
