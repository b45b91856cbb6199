package dev.asterism.wire.dialect;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// A client's side of a conversation: how what it asks is read, and how it is answered.
///
/// @param fields every field of its requests
/// @param within the fields inside of those that ask for something of their own
/// @param events begins an answer that is written as events
record ClientSide(
    List<Field> fields,
    List<Field> within,
    Function<ObjectNode, Conversation> requests,
    BiFunction<Answer, Asked, ObjectNode> answers,
    Function<Asked, StreamWriter> events) {

  private static final ClientSide CHAT =
      new ClientSide(
          ChatRequests.FIELDS,
          ChatRequests.WITHIN,
          ChatRequests::read,
          ChatAnswers::write,
          ChatStream.Writer::new);
  private static final ClientSide RESPONSES =
      new ClientSide(
          ResponsesRequests.FIELDS,
          ResponsesRequests.WITHIN,
          ResponsesRequests::read,
          ResponsesAnswers::write,
          ResponsesStream.Writer::new);
  private static final ClientSide MESSAGES =
      new ClientSide(
          MessagesRequests.FIELDS,
          MessagesRequests.WITHIN,
          MessagesRequests::read,
          MessagesAnswers::write,
          MessagesStream.Writer::new);

  private static final ClientSide GENERATE =
      new ClientSide(
          GenerateRequests.FIELDS,
          GenerateRequests.WITHIN,
          GenerateRequests::read,
          GenerateChunks::whole,
          GenerateChunks.Writer::new);

  static ClientSide of(Api api) {
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
          throw new IllegalArgumentException("no client holds conversations by " + api);
    };
  }

  Conversation read(ObjectNode request) {
    return requests.apply(request);
  }

  ObjectNode write(Answer answer, Asked asked) {
    return answers.apply(answer, asked);
  }

  StreamWriter open(Asked asked) {
    return events.apply(asked);
  }
}
