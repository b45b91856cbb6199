package dev.asterism.wire.dialect;

/// What providers of Gemini's generateContent can do for clients of other APIs.
final class GenerateRules {

  private static final Rule HINT = new Rule.Emulated("a hint; changes no answer");
  private static final Rule ABSENT = new Rule.Refused("generateContent has no such setting");

  private GenerateRules() {}

  static Rule of(Feature feature) {
    return switch (feature) {
      case MODEL -> new Rule.Placed("the path");
      case CONVERSATION -> new Rule.Placed("systemInstruction, contents");
      case LATE_INSTRUCTIONS ->
          new Rule.Emulated("moved to the other instructions, in systemInstruction");
      case SPEAKER_NAME -> new Rule.Emulated("written before the text");
      case STREAM -> new Rule.Placed("streamGenerateContent");
      case STREAM_USAGE -> new Rule.Placed("always told at the end");
      case STREAM_OBFUSCATION,
          CACHE_KEY,
          CACHE_RETENTION,
          CACHE_MARK,
          IMAGE_DETAIL,
          TOOL_STREAMING,
          DIAGNOSTICS,
          FILE_NAME ->
          HINT;
      case PREDICTION -> new Rule.Emulated("a hint; only makes it faster");
      case IMAGE_DATA, AUDIO_DATA, FILE_DATA -> new Rule.Placed("inlineData parts");
      case MEDIA_RESOLUTION -> new Rule.Placed("generationConfig.mediaResolution");
      case IMAGE_URL, FILE_URL, GOOGLE_FILE -> new Rule.Placed("fileData parts");
      case FILE_TEXT -> new Rule.Emulated("as text");
      case STORED_FILE -> new Rule.Refused("a file that another provider keeps is not known");
      case CITATIONS -> new Rule.Refused("generateContent cites nothing of the input");
      case THINKING_HISTORY -> new Rule.Placed("thoughtSignature");
      case UNSIGNED_THINKING ->
          new Rule.Emulated("left out: only the model that thought it could read it");
      case REFUSAL_HISTORY -> new Rule.Emulated("as text");
      case FAILED_TOOL -> new Rule.Placed("functionResponse.response.error");
      case TOOL_IMAGES -> new Rule.Refused("results of functions are JSON here");
      case OTHER_ITEMS -> new Rule.Refused("generateContent has no such item");
      case TOOLS -> new Rule.Placed("tools[].functionDeclarations");
      case TOOL_STRICT -> new Rule.Emulated("a hint; arguments follow the schema anyway");
      case TOOL_RESULT_SCHEMA -> new Rule.Placed("tools[].functionDeclarations[].response");
      case TOOL_CHOICE, ALLOWED_TOOLS -> new Rule.Placed("toolConfig.functionCallingConfig");
      case SERIAL_TOOLS -> ABSENT;
      case OTHER_TOOLS -> new Rule.Refused("only functions can be translated");
      case LEGACY_FUNCTIONS -> new Rule.Refused("use tools and tool_choice");
      case MOST_TOOL_CALLS -> ABSENT;
      case JSON_SCHEMA -> new Rule.Placed("generationConfig.responseJsonSchema");
      case JSON_OBJECT -> new Rule.Placed("generationConfig.responseMimeType");
      case OTHER_FORMAT -> new Rule.Refused("it answers in text or JSON only");
      case MAX_TOKENS -> new Rule.Forwarded("generationConfig.maxOutputTokens");
      case STOP -> new Rule.Forwarded("generationConfig.stopSequences");
      case CHOICES -> new Rule.Forwarded("generationConfig.candidateCount");
      case LOGPROBS -> new Rule.Forwarded("generationConfig.responseLogprobs");
      case TOP_LOGPROBS -> new Rule.Forwarded("generationConfig.logprobs");
      case VERBOSITY, LOGIT_BIAS, WEB_SEARCH, MODERATION, REGION, SPEED -> ABSENT;
      case AUDIO_ANSWER -> new Rule.Refused("it answers in text only");
      case INCLUDE -> new Rule.Refused("generateContent has nothing more to include");
      case ENCRYPTED_REASONING -> new Rule.Emulated("signatures of thoughts stand for it");
      case TEMPERATURE -> new Rule.Forwarded("generationConfig.temperature");
      case TOP_P -> new Rule.Forwarded("generationConfig.topP");
      case TOP_K -> new Rule.Forwarded("generationConfig.topK");
      case SEED -> new Rule.Forwarded("generationConfig.seed");
      case FREQUENCY_PENALTY -> new Rule.Forwarded("generationConfig.frequencyPenalty");
      case PRESENCE_PENALTY -> new Rule.Forwarded("generationConfig.presencePenalty");
      case EFFORT ->
          new Rule.Emulated(
              "as thinkingBudget: none 0, minimal 512, low 1024, medium 8192, higher 24576",
              "generationConfig.thinkingConfig.thinkingBudget",
              Spelling.geminiBudget());
      case THINKING_BUDGET -> new Rule.Forwarded("generationConfig.thinkingConfig.thinkingBudget");
      case THINKING_ADAPTIVE ->
          new Rule.Emulated(
              "as a thinkingBudget of -1",
              "generationConfig.thinkingConfig.thinkingBudget",
              Spelling.number(-1));
      case THINKING_OFF ->
          new Rule.Emulated(
              "as a thinkingBudget of 0",
              "generationConfig.thinkingConfig.thinkingBudget",
              Spelling.number(0));
      case THINKING_DISPLAY -> HINT;
      case REASONING_SUMMARY -> new Rule.Placed("generationConfig.thinkingConfig.includeThoughts");
      case TRUNCATION -> new Rule.Refused("contexts are managed in another way");
      case END_USER, SAFETY_IDENTIFIER, METADATA -> new Rule.Emulated("kept in the trace");
      case STORE -> new Rule.Refused("answers are not kept by their provider");
      case SERVICE_TIER -> new Rule.Refused("tiers differ from provider to provider");
      case FILTERS_OFF, FILTERS -> new Rule.Placed("safetySettings");
      case GOOGLE_SETTING -> new Rule.Placed("generationConfig");
      case SERVER_STATE -> new Rule.Refused("state that another provider keeps is not known");
      case BACKGROUND -> new Rule.Refused("generateContent is answered at once");
    };
  }
}
