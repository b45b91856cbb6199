package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Reads requests for Gemini's generateContent.
final class GenerateRequests {

  private static final long OFF = 0;
  private static final long ADAPTIVE = -1;

  private static final List<Field> THINKING =
      List.of(
          new Field(
              "includeThoughts",
              Feature.REASONING_SUMMARY,
              (draft, path, value) -> {
                if (Field.truth(path, value)) {
                  draft.wish(Feature.REASONING_SUMMARY, path, StringNode.valueOf("auto"));
                }
              }),
          new Field("thinkingBudget", Feature.THINKING_BUDGET, GenerateRequests::budget),
          new Field("thinkingLevel", Feature.EFFORT, GenerateRequests::level));

  private static final List<Field> CONFIG =
      List.of(
          whole("maxOutputTokens", Feature.MAX_TOKENS),
          Field.number("temperature", Feature.TEMPERATURE),
          Field.number("topP", Feature.TOP_P),
          whole("topK", Feature.TOP_K),
          Field.texts("stopSequences", Feature.STOP),
          new Field("candidateCount", Feature.CHOICES, GenerateRequests::choices),
          whole("seed", Feature.SEED),
          Field.number("frequencyPenalty", Feature.FREQUENCY_PENALTY),
          Field.number("presencePenalty", Feature.PRESENCE_PENALTY),
          Field.flag("responseLogprobs", Feature.LOGPROBS),
          whole("logprobs", Feature.TOP_LOGPROBS),
          new Field("responseMimeType", Feature.JSON_OBJECT, GenerateRequests::mimeType),
          new Field(
              "responseSchema",
              Feature.JSON_SCHEMA,
              (draft, path, value) -> schema(draft, path, GenerateSchemas.json(value))),
          new Field("responseJsonSchema", Feature.JSON_SCHEMA, GenerateRequests::schema),
          Field.filled("responseFormat", Feature.OTHER_FORMAT),
          Field.object("thinkingConfig", Feature.THINKING_BUDGET, THINKING),
          new Field("responseModalities", Feature.AUDIO_ANSWER, GenerateRequests::modalities),
          Field.any("speechConfig", Feature.AUDIO_ANSWER),
          Field.any("imageConfig", Feature.OTHER_FORMAT),
          Field.unless(
              Set.of("MEDIA_RESOLUTION_UNSPECIFIED"), "mediaResolution", Feature.MEDIA_RESOLUTION),
          Field.flag("audioTimestamp", Feature.GOOGLE_SETTING),
          Field.flag("enableAffectiveDialog", Feature.GOOGLE_SETTING),
          Field.flag("enableEnhancedCivicAnswers", Feature.GOOGLE_SETTING),
          Field.any("routingConfig", Feature.GOOGLE_SETTING),
          Field.any("modelSelectionConfig", Feature.GOOGLE_SETTING),
          Field.any("translationConfig", Feature.GOOGLE_SETTING),
          Field.any("audioTranscriptionConfig", Feature.GOOGLE_SETTING));

  /// Every field of a request and what it asks for.
  static final List<Field> FIELDS =
      List.of(
          new Field("model", Feature.MODEL, (_, _, _) -> {}),
          new Field(
              "stream",
              Feature.STREAM,
              (draft, path, value) -> draft.stream = Field.truth(path, value)),
          new Field("systemInstruction", Feature.CONVERSATION, GenerateContents::instruct),
          new Field("contents", Feature.CONVERSATION, GenerateContents::read),
          new Field("tools", Feature.TOOLS, GenerateTools::read),
          Field.object("toolConfig", Feature.TOOL_CHOICE, GenerateTools.CONFIG),
          Field.object("generationConfig", Feature.TEMPERATURE, CONFIG),
          new Field("safetySettings", Feature.FILTERS_OFF, GenerateRequests::filters),
          Field.any("cachedContent", Feature.SERVER_STATE),
          Field.filled("labels", Feature.METADATA),
          Field.flag("store", Feature.STORE),
          Field.unless(Set.of("standard", "unspecified"), "serviceTier", Feature.SERVICE_TIER));

  /// The fields inside of those that ask for something of their own.
  static final List<Field> WITHIN = within();

  private GenerateRequests() {}

  private static List<Field> within() {
    List<Field> within = new ArrayList<>(GenerateContents.WITHIN);
    within.addAll(GenerateTools.WITHIN);
    within.add(
        Field.within("generationConfig.thinkingConfig.thinkingBudget 0", Feature.THINKING_OFF));
    within.add(
        Field.within(
            "generationConfig.thinkingConfig.thinkingBudget -1", Feature.THINKING_ADAPTIVE));
    within.add(
        Field.within("generationConfig.responseMimeType (other than JSON)", Feature.OTHER_FORMAT));
    within.add(Field.within("generationConfig.responseModalities IMAGE", Feature.OTHER_FORMAT));
    within.add(Field.within("safetySettings[].threshold (that blocks)", Feature.FILTERS));
    return List.copyOf(within);
  }

  /// @throws BadRequest if a field cannot be right
  static Conversation read(ObjectNode json) {
    return Draft.read(Api.GENERATE, FIELDS, CamelCase.of(json));
  }

  /// Google's clients write whole numbers as fractions too, such as 40.0.
  private static Field whole(String name, Feature feature) {
    return new Field(
        name, feature, (draft, path, value) -> draft.wish(feature, path, whole(path, value)));
  }

  private static LongNode whole(String path, JsonNode value) {
    if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToLong()) {
      throw new BadRequest(path, "'%s' must be a whole number.".formatted(path));
    }
    return LongNode.valueOf(value.asLong());
  }

  private static void choices(Draft draft, String path, JsonNode value) {
    LongNode count = whole(path, value);
    if (count.asLong() != 1) {
      draft.wish(Feature.CHOICES, path, count);
    }
  }

  private static void budget(Draft draft, String path, JsonNode value) {
    LongNode tokens = whole(path, value);
    if (tokens.asLong() == OFF) {
      draft.wish(Feature.THINKING_OFF, path);
    } else if (tokens.asLong() == ADAPTIVE) {
      draft.wish(Feature.THINKING_ADAPTIVE, path);
    } else {
      draft.wish(Feature.THINKING_BUDGET, path, tokens);
    }
  }

  private static void level(Draft draft, String path, JsonNode value) {
    String level = value.asString("").toLowerCase(Locale.ROOT);
    if (level.isEmpty()) {
      throw new BadRequest(path, "'%s' must be a level, such as LOW.".formatted(path));
    }
    if (!level.endsWith("unspecified")) {
      draft.wish(Feature.EFFORT, path, StringNode.valueOf(level));
    }
  }

  private static void mimeType(Draft draft, String path, JsonNode value) {
    switch (value.asString("")) {
      case "", "text/plain" -> {}
      case "application/json" -> {
        // A schema says more, wherever it stands.
        if (draft.form instanceof AnswerForm.Text) {
          draft.wish(Feature.JSON_OBJECT, path);
          draft.form = new AnswerForm.JsonObject();
        }
      }
      default -> draft.wish(Feature.OTHER_FORMAT, path);
    }
  }

  private static void schema(Draft draft, String path, JsonNode schema) {
    if (!schema.isObject()) {
      throw new BadRequest(path, "'" + path + "' must be a schema, which is an object.");
    }
    draft.forget(Feature.JSON_OBJECT);
    draft.wish(Feature.JSON_SCHEMA, path);
    draft.form = new AnswerForm.JsonSchema("answer", Optional.empty(), schema, Optional.empty());
  }

  private static void modalities(Draft draft, String path, JsonNode value) {
    for (JsonNode modality : value) {
      switch (modality.asString("")) {
        case "TEXT", "MODALITY_UNSPECIFIED" -> {}
        case "AUDIO" -> draft.wish(Feature.AUDIO_ANSWER, path);
        default -> draft.wish(Feature.OTHER_FORMAT, path);
      }
    }
  }

  /// Filters that are to let everything pass ask nothing of a provider that has none to set.
  private static void filters(Draft draft, String path, JsonNode list) {
    Fields.each(
        list,
        path,
        setting -> {
          setting.ignore("category", "method");
          switch (setting.optionalText("threshold").orElse("")) {
            case "", "HARM_BLOCK_THRESHOLD_UNSPECIFIED" -> {}
            case "BLOCK_NONE", "OFF" -> draft.wish(Feature.FILTERS_OFF, path);
            default -> draft.wish(Feature.FILTERS, setting.at("threshold"));
          }
          setting.finish();
        });
  }
}
