package dev.asterism.wire.dialect;

/// What providers of OpenAI's chat completions can do for clients of other APIs.
final class ChatRules {

  private static final Rule HINT = new Rule.Emulated("a hint; changes no answer");

  private ChatRules() {}

  static Rule of(Feature feature) {
    return switch (feature) {
      case MODEL -> new Rule.Placed("model");
      case CONVERSATION, LATE_INSTRUCTIONS, SPEAKER_NAME -> new Rule.Placed("messages");
      case STREAM -> new Rule.Placed("stream");
      case STREAM_USAGE -> new Rule.Placed("stream_options.include_usage");
      case STREAM_OBFUSCATION,
          CACHE_MARK,
          TOOL_STREAMING,
          THINKING_DISPLAY,
          DIAGNOSTICS,
          MEDIA_RESOLUTION ->
          HINT;
      case IMAGE_DATA, IMAGE_URL, IMAGE_DETAIL -> new Rule.Placed("image_url parts");
      case AUDIO_DATA -> new Rule.Placed("input_audio parts");
      case FILE_DATA, STORED_FILE, FILE_NAME -> new Rule.Placed("file parts");
      case FILE_TEXT -> new Rule.Emulated("as text");
      case FILE_URL -> new Rule.Refused("chat completions take no URLs of files");
      case CITATIONS -> new Rule.Refused("chat completions do not cite");
      case THINKING_HISTORY, UNSIGNED_THINKING ->
          new Rule.Emulated("left out: only the model that thought it could read it");
      case REFUSAL_HISTORY -> new Rule.Placed("messages[].refusal");
      case FAILED_TOOL -> new Rule.Emulated("the result begins with 'Error: '");
      case TOOL_IMAGES -> new Rule.Refused("results of tools are text in chat completions");
      case OTHER_ITEMS -> new Rule.Refused("chat completions have no such item");
      case TOOLS -> new Rule.Placed("tools");
      case TOOL_STRICT -> new Rule.Placed("tools[].function.strict");
      case TOOL_RESULT_SCHEMA -> new Rule.Emulated("told in the tool's description");
      case TOOL_CHOICE, ALLOWED_TOOLS -> new Rule.Placed("tool_choice");
      case SERIAL_TOOLS -> new Rule.Forwarded("parallel_tool_calls");
      case OTHER_TOOLS -> new Rule.Refused("it can call functions only");
      case LEGACY_FUNCTIONS -> new Rule.Refused("use tools and tool_choice");
      case MOST_TOOL_CALLS -> new Rule.Refused("chat completions have no such limit");
      case JSON_SCHEMA, JSON_OBJECT -> new Rule.Placed("response_format");
      case OTHER_FORMAT -> new Rule.Refused("it answers in text or JSON only");
      case MAX_TOKENS -> new Rule.Forwarded("max_completion_tokens");
      case STOP -> new Rule.Forwarded("stop");
      case CHOICES -> new Rule.Forwarded("n");
      case LOGPROBS -> new Rule.Forwarded("logprobs");
      case TOP_LOGPROBS -> new Rule.Forwarded("top_logprobs");
      case VERBOSITY -> new Rule.Forwarded("verbosity");
      case AUDIO_ANSWER -> new Rule.Refused("it answers in text only");
      case INCLUDE -> new Rule.Refused("chat completions have nothing more to include");
      case ENCRYPTED_REASONING -> new Rule.Emulated("there is none to include");
      case TEMPERATURE -> new Rule.Forwarded("temperature");
      case TOP_P -> new Rule.Forwarded("top_p");
      case TOP_K -> new Rule.Refused("chat completions have no top_k");
      case SEED -> new Rule.Forwarded("seed");
      case FREQUENCY_PENALTY -> new Rule.Forwarded("frequency_penalty");
      case PRESENCE_PENALTY -> new Rule.Forwarded("presence_penalty");
      case LOGIT_BIAS -> new Rule.Forwarded("logit_bias");
      case EFFORT -> new Rule.Forwarded("reasoning_effort");
      case THINKING_BUDGET ->
          new Rule.Emulated(
              "as reasoning_effort: high from 16384 tokens, medium from 4096, else low",
              "reasoning_effort",
              Spelling.effortOfBudget());
      case THINKING_ADAPTIVE, THINKING_OFF -> new Rule.Emulated("the model decides");
      case REASONING_SUMMARY -> new Rule.Emulated("what the provider tells is passed on");
      case PREDICTION -> new Rule.Forwarded("prediction");
      case WEB_SEARCH -> new Rule.Forwarded("web_search_options");
      case TRUNCATION -> new Rule.Refused("chat completions cut nothing");
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
      case REGION, SPEED -> new Rule.Refused("chat completions offer no such choice");
      case SERVER_STATE -> new Rule.Refused("chat completions keep no state");
      case BACKGROUND -> new Rule.Refused("chat completions are answered at once");
    };
  }
}
