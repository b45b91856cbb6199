package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.CannotBeHad;
import dev.asterism.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// A client's request in the language of a provider, and how to read what the provider answers.
///
/// @param path at the provider, below its base URL, with its query
/// @param emulated the client's fields that the provider lacks and that are done in another way
public record Translation(String path, byte[] body, Set<String> emulated, Rendering rendering) {

  public Translation {
    emulated = Set.copyOf(emulated);
  }

  /// {@return a request for a provider that does not speak what the client speaks; where there are
  /// several, the next one is for a provider that refuses the one before}
  ///
  /// @param from what the client speaks
  /// @param model as the provider calls it; empty for the name in the request
  /// @param now seconds since 1970
  /// @throws CannotBeHad if the provider cannot do what is asked
  /// @throws BadRequest if nobody could
  public static List<Translation> of(
      Api from, Language language, byte[] body, Optional<String> model, long now) {
    return switch (from) {
      case CHAT, RESPONSES, MESSAGES, GENERATE ->
          List.of(
              conversation(
                  from,
                  language.conversation().orElseThrow(() -> nothing(from)),
                  body,
                  model,
                  now));
      case DECISIONS, SYSTEM_ONE -> DecisionTranslation.of(from, language, body, model);
      case EMBEDDINGS -> {
        if (!language.speaks(Api.EMBED)) {
          throw nothing(from);
        }
        yield List.of(EmbeddingTranslation.of(body, model));
      }
      case COUNT_TOKENS, COUNT_CONTENT, COMPLETIONS, MODERATIONS, EMBED -> throw nothing(from);
    };
  }

  static CannotBeHad nothing(Api from) {
    return new CannotBeHad(
        "model",
        "The provider of this model does not serve %s, and nothing that could stand in for it."
            .formatted(from.endpoint()));
  }

  /// {@return a conversation for a provider}
  static Translation conversation(Api from, Api to, byte[] body, Optional<String> model, long now) {
    try {
      ObjectNode json = Json.object(body);
      Conversation read = ClientSide.of(from).read(json);
      Conversation asked = model.map(read::of).orElse(read);
      Target target = ProviderSide.of(to).write(asked);
      Asked told = new Asked(read.model(), read.streamUsage(), now, json);
      return new Translation(
          path(to, asked),
          Json.bytes(target.json),
          target.emulated(),
          new ConversationRendering(from, to, told));
    } catch (JacksonException _) {
      throw new BadRequest("", "The body is nested too deeply to be translated.");
    }
  }

  static String path(Api to, Conversation asked) {
    if (to != Api.GENERATE) {
      return to.path();
    }
    return gemini(
        asked.model(), asked.stream() ? "streamGenerateContent?alt=sse" : "generateContent");
  }

  /// {@return the path of one of Gemini's methods; a model's name is no way to leave it}
  ///
  /// @throws BadRequest if the name would be one for a server that decodes paths before it reads
  ///   them
  static String gemini(String model, String method) {
    String name = model.startsWith("models/") ? model.substring(7) : model;
    if (name.contains("..")) {
      throw new BadRequest("model", "'model' must be a model's name, not a way elsewhere.");
    }
    return "/models/"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")
        + ":"
        + method;
  }
}
