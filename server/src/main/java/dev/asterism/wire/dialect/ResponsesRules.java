package dev.asterism.wire.dialect;

/// What providers of OpenAI's responses can do for clients of other APIs.
final class ResponsesRules {

  private static final Rule HINT = new Rule.Emulated("a hint; changes no answer");
  private static final Rule ABSENT = new Rule.Refused("responses have no such setting");

  private ResponsesRules() {}

  static Rule of(Feature feature) {
    return switch (feature) {
      case MODEL -> new Rule.Placed("model");
      case CONVERSATION, LATE_INSTRUCTIONS -> new Rule.Placed("input");
      case SPEAKER_NAME -> new Rule.Emulated("written before the text");
      case STREAM -> new Rule.Placed("stream");
      case STREAM_USAGE -> new Rule.Placed("always told at the end");
      case STREAM_OBFUSCATION,
          CACHE_MARK,
          TOOL_STREAMING,
          THINKING_DISPLAY,
          DIAGNOSTICS,
          MEDIA_RESOLUTION ->
          HINT;
      case PREDICTION -> new Rule.Emulated("a hint; only makes it faster");
      case IMAGE_DATA, IMAGE_URL, IMAGE_DETAIL -> new Rule.Placed("input_image parts");
      case AUDIO_DATA -> new Rule.Refused("responses hear nothing");
      case FILE_DATA, FILE_URL, STORED_FILE, FILE_NAME -> new Rule.Placed("input_file parts");
      case FILE_TEXT -> new Rule.Emulated("as text");
      case CITATIONS -> new Rule.Refused("responses cite nothing of the input");
      case THINKING_HISTORY -> new Rule.Placed("reasoning items' encrypted_content");
      case UNSIGNED_THINKING ->
          new Rule.Emulated("left out: only the model that thought it could read it");
      case REFUSAL_HISTORY -> new Rule.Placed("refusal parts");
      case FAILED_TOOL -> new Rule.Emulated("the result begins with 'Error: '");
      case TOOL_IMAGES -> new Rule.Placed("function_call_output.output");
      case OTHER_ITEMS -> new Rule.Refused("responses have no such item");
      case TOOLS -> new Rule.Placed("tools");
      case TOOL_STRICT -> new Rule.Placed("tools[].strict");
      case TOOL_RESULT_SCHEMA -> new Rule.Emulated("told in the tool's description");
      case TOOL_CHOICE, ALLOWED_TOOLS -> new Rule.Placed("tool_choice");
      case SERIAL_TOOLS -> new Rule.Forwarded("parallel_tool_calls");
      case OTHER_TOOLS -> new Rule.Refused("only functions can be translated");
      case LEGACY_FUNCTIONS -> new Rule.Refused("use tools and tool_choice");
      case MOST_TOOL_CALLS -> new Rule.Forwarded("max_tool_calls");
      case JSON_SCHEMA, JSON_OBJECT -> new Rule.Placed("text.format");
      case OTHER_FORMAT -> new Rule.Refused("it answers in text or JSON only");
      case MAX_TOKENS -> new Rule.Forwarded("max_output_tokens");
      case STOP,
          CHOICES,
          SEED,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          LOGIT_BIAS,
          TOP_K,
          REGION,
          SPEED ->
          ABSENT;
      case LOGPROBS -> new Rule.Placed("include[]");
      case TOP_LOGPROBS -> new Rule.Forwarded("top_logprobs");
      case VERBOSITY -> new Rule.Forwarded("text.verbosity");
      case AUDIO_ANSWER -> new Rule.Refused("it answers in text only");
      case INCLUDE, ENCRYPTED_REASONING -> new Rule.Placed("include[]");
      case TEMPERATURE -> new Rule.Forwarded("temperature");
      case TOP_P -> new Rule.Forwarded("top_p");
      case EFFORT -> new Rule.Forwarded("reasoning.effort");
      case THINKING_BUDGET ->
          new Rule.Emulated(
              "as reasoning.effort: high from 16384 tokens, medium from 4096, else low",
              "reasoning.effort",
              Spelling.effortOfBudget());
      case THINKING_ADAPTIVE, THINKING_OFF -> new Rule.Emulated("the model decides");
      case REASONING_SUMMARY -> new Rule.Forwarded("reasoning.summary");
      case WEB_SEARCH -> new Rule.Refused("use the API of responses for its own tools");
      case TRUNCATION -> new Rule.Refused("contexts are managed in another way");
      case END_USER -> new Rule.Forwarded("user");
      case SAFETY_IDENTIFIER -> new Rule.Forwarded("safety_identifier");
      case METADATA -> new Rule.Forwarded("metadata");
      case STORE -> new Rule.Forwarded("store");
      case CACHE_KEY -> new Rule.Forwarded("prompt_cache_key");
      case CACHE_RETENTION -> new Rule.Emulated("a hint; the provider keeps its own time");
      case SERVICE_TIER -> new Rule.Refused("tiers differ from provider to provider");
      case MODERATION -> new Rule.Forwarded("moderation");
      case GOOGLE_FILE -> new Rule.Refused("a file that Google keeps is not known");
      case FILTERS_OFF -> new Rule.Emulated("the provider's own filters cannot be set");
      case FILTERS, GOOGLE_SETTING -> new Rule.Refused("a setting that only Google has");
      case SERVER_STATE -> new Rule.Refused("state that another provider keeps is not known");
      case BACKGROUND -> new Rule.Forwarded("background");
    };
  }
}
