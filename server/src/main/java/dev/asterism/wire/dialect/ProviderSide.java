package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/// A provider's side of a conversation: how it is asked, and how what it answers is read.
///
/// @param rules what becomes of what a client asks for
/// @param events begins to read an answer that comes as events
record ProviderSide(
    Function<Feature, Rule> rules,
    Function<Conversation, Target> requests,
    AnswerReader answers,
    Supplier<StreamReader> events) {

  private static final ProviderSide CHAT =
      new ProviderSide(ChatRules::of, ChatWriter::write, ChatAnswers::read, ChatStream.Reader::new);
  private static final ProviderSide RESPONSES =
      new ProviderSide(
          ResponsesRules::of,
          ResponsesWriter::write,
          ResponsesAnswers::read,
          ResponsesStream.Reader::new);
  private static final ProviderSide MESSAGES =
      new ProviderSide(
          MessagesRules::of,
          MessagesWriter::write,
          MessagesAnswers::read,
          MessagesStream.Reader::new);
  private static final ProviderSide GENERATE =
      new ProviderSide(
          GenerateRules::of,
          GenerateWriter::write,
          GenerateAnswers::read,
          GenerateAnswers.Reader::new);

  static ProviderSide of(Api api) {
    return switch (api) {
      case CHAT -> CHAT;
      case RESPONSES -> RESPONSES;
      case MESSAGES -> MESSAGES;
      case GENERATE -> GENERATE;
      case COUNT_TOKENS,
          COUNT_CONTENT,
          DECISIONS,
          SYSTEM_ONE,
          EMBEDDINGS,
          COMPLETIONS,
          MODERATIONS,
          EMBED ->
          throw new IllegalArgumentException("no provider holds conversations by " + api);
    };
  }

  Rule rule(Feature feature) {
    return rules.apply(feature);
  }

  Target write(Conversation conversation) {
    return requests.apply(conversation);
  }

  /// @throws Unreadable if the body is no whole answer
  Answer read(byte[] body) throws Unreadable {
    try {
      return answers.read(Json.read(body));
    } catch (JacksonException _) {
      throw new Unreadable("it is not JSON");
    }
  }

  StreamReader open() {
    return events.get();
  }
}
