package dev.asterism.wire.dialect;

/// What providers of Anthropic's messages can do for clients of other APIs.
final class MessagesRules {

  private static final Rule HINT = new Rule.Emulated("a hint; changes no answer");
  private static final Rule ABSENT = new Rule.Refused("messages have no such setting");

  private MessagesRules() {}

  static Rule of(Feature feature) {
    return switch (feature) {
      case MODEL -> new Rule.Placed("model");
      case CONVERSATION -> new Rule.Placed("system, messages");
      case LATE_INSTRUCTIONS -> new Rule.Emulated("moved to the other instructions, in system");
      case SPEAKER_NAME -> new Rule.Emulated("written before the text");
      case STREAM -> new Rule.Placed("stream");
      case STREAM_USAGE -> new Rule.Placed("always told at the end");
      case STREAM_OBFUSCATION, CACHE_KEY, CACHE_RETENTION, IMAGE_DETAIL, MEDIA_RESOLUTION -> HINT;
      case PREDICTION -> new Rule.Emulated("a hint; only makes it faster");
      case IMAGE_DATA, IMAGE_URL -> new Rule.Placed("image blocks");
      case AUDIO_DATA -> new Rule.Refused("messages hear nothing");
      case FILE_DATA, FILE_URL, FILE_TEXT -> new Rule.Placed("document blocks");
      case FILE_NAME -> new Rule.Placed("document.title");
      case STORED_FILE -> new Rule.Refused("a file that another provider keeps is not known");
      case CITATIONS -> new Rule.Placed("citations");
      case THINKING_HISTORY -> new Rule.Placed("thinking blocks");
      case UNSIGNED_THINKING ->
          new Rule.Emulated("left out: only the model that thought it could read it");
      case REFUSAL_HISTORY -> new Rule.Emulated("as text");
      case FAILED_TOOL -> new Rule.Placed("tool_result.is_error");
      case TOOL_IMAGES -> new Rule.Placed("tool_result.content");
      case OTHER_ITEMS -> new Rule.Refused("messages have no such item");
      case TOOLS -> new Rule.Placed("tools");
      case TOOL_STRICT -> new Rule.Placed("tools[].strict");
      case TOOL_RESULT_SCHEMA -> new Rule.Emulated("told in the tool's description");
      case TOOL_CHOICE -> new Rule.Placed("tool_choice");
      case ALLOWED_TOOLS -> new Rule.Emulated("the other tools are left out");
      case SERIAL_TOOLS -> new Rule.Placed("tool_choice.disable_parallel_tool_use");
      case OTHER_TOOLS -> new Rule.Refused("only functions can be translated");
      case LEGACY_FUNCTIONS -> new Rule.Refused("use tools and tool_choice");
      case TOOL_STREAMING -> new Rule.Placed("tools[].eager_input_streaming");
      case MOST_TOOL_CALLS -> ABSENT;
      case JSON_SCHEMA -> new Rule.Placed("output_config.format");
      case JSON_OBJECT -> new Rule.Emulated("an instruction to answer in JSON");
      case OTHER_FORMAT -> new Rule.Refused("it answers in text or JSON only");
      case MAX_TOKENS -> new Rule.Forwarded("max_tokens");
      case STOP -> new Rule.Forwarded("stop_sequences");
      case CHOICES,
          SEED,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          LOGIT_BIAS,
          LOGPROBS,
          TOP_LOGPROBS,
          VERBOSITY,
          WEB_SEARCH,
          MODERATION ->
          ABSENT;
      case AUDIO_ANSWER -> new Rule.Refused("it answers in text only");
      case INCLUDE -> new Rule.Refused("messages have nothing more to include");
      case ENCRYPTED_REASONING -> new Rule.Emulated("signatures of thinking stand for it");
      case TEMPERATURE -> new Rule.Forwarded("temperature");
      case TOP_P -> new Rule.Forwarded("top_p");
      case TOP_K -> new Rule.Forwarded("top_k");
      case EFFORT ->
          new Rule.Emulated(
              "as output_config.effort: none and minimal as low, xhigh as max",
              "output_config.effort",
              Spelling.anthropicEffort());
      case THINKING_BUDGET, THINKING_ADAPTIVE, THINKING_OFF, THINKING_DISPLAY ->
          new Rule.Placed("thinking");
      case REASONING_SUMMARY -> new Rule.Emulated("what the provider tells is passed on");
      case TRUNCATION -> new Rule.Refused("contexts are managed in another way");
      case END_USER, SAFETY_IDENTIFIER -> new Rule.Forwarded("metadata.user_id");
      case METADATA -> new Rule.Emulated("kept in the trace");
      case STORE -> new Rule.Refused("messages are not kept by their provider");
      case CACHE_MARK -> new Rule.Placed("cache_control");
      case SERVICE_TIER -> new Rule.Refused("tiers differ from provider to provider");
      case REGION -> new Rule.Forwarded("inference_geo");
      case SPEED -> new Rule.Forwarded("speed");
      case DIAGNOSTICS -> new Rule.Forwarded("diagnostics");
      case GOOGLE_FILE -> new Rule.Refused("a file that Google keeps is not known");
      case FILTERS_OFF -> new Rule.Emulated("the provider's own filters cannot be set");
      case FILTERS, GOOGLE_SETTING -> new Rule.Refused("a setting that only Google has");
      case SERVER_STATE -> new Rule.Refused("state that another provider keeps is not known");
      case BACKGROUND -> new Rule.Refused("messages are answered at once");
    };
  }
}
