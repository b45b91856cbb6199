package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Renders the answer to a conversation.
final class ConversationRendering implements Rendering {

  private static final int DONE_LENGTH = 6;

  private final Api from;
  private final Api to;
  private final Asked asked;
  private final EventLines lines = new EventLines();
  private final Frames frames = new Frames();
  private final StreamReader reader;
  private final StreamWriter writer;
  private Optional<Usage> usage = Optional.empty();
  private boolean stopped;

  ConversationRendering(Api from, Api to, Asked asked) {
    this.from = from;
    this.to = to;
    this.asked = asked;
    this.reader = reader(to);
    this.writer = writer(from, asked);
  }

  static StreamReader reader(Api to) {
    return switch (to) {
      case CHAT -> new ChatStream.Reader();
      case RESPONSES -> new ResponsesStream.Reader();
      case MESSAGES -> new MessagesStream.Reader();
      case GENERATE -> new GenerateAnswers.Reader();
      case COUNT_TOKENS, DECISIONS, SYSTEM_ONE, EMBEDDINGS, COMPLETIONS, MODERATIONS, EMBED ->
          throw new IllegalArgumentException("no provider streams " + to);
    };
  }

  static StreamWriter writer(Api from, Asked asked) {
    return switch (from) {
      case CHAT -> new ChatStream.Writer(asked);
      case RESPONSES -> new ResponsesStream.Writer(asked);
      case MESSAGES -> new MessagesStream.Writer(asked);
      case GENERATE,
          COUNT_TOKENS,
          DECISIONS,
          SYSTEM_ONE,
          EMBEDDINGS,
          COMPLETIONS,
          MODERATIONS,
          EMBED ->
          throw new IllegalArgumentException("no client listens to a stream of " + from);
    };
  }

  static Answer read(Api to, byte[] body) throws Unreadable {
    try {
      JsonNode json = Json.read(body);
      return switch (to) {
        case CHAT -> ChatAnswers.read(json);
        case RESPONSES -> ResponsesAnswers.read(json);
        case MESSAGES -> MessagesAnswers.read(json);
        case GENERATE -> GenerateAnswers.read(json);
        case COUNT_TOKENS, DECISIONS, SYSTEM_ONE, EMBEDDINGS, COMPLETIONS, MODERATIONS, EMBED ->
            throw new IllegalArgumentException("no conversation is answered by " + to);
      };
    } catch (JacksonException _) {
      throw new Unreadable("it is not JSON");
    }
  }

  static ObjectNode write(Api from, Answer answer, Asked asked) {
    return switch (from) {
      case CHAT -> ChatAnswers.write(answer, asked);
      case RESPONSES -> ResponsesAnswers.write(answer, asked);
      case MESSAGES -> MessagesAnswers.write(answer, asked);
      case GENERATE,
          COUNT_TOKENS,
          DECISIONS,
          SYSTEM_ONE,
          EMBEDDINGS,
          COMPLETIONS,
          MODERATIONS,
          EMBED ->
          throw new IllegalArgumentException("no client holds conversations by " + from);
    };
  }

  @Override
  public byte[] whole(byte[] body) throws Unreadable {
    Answer answer = read(to, body);
    usage = answer.usage();
    try {
      return Json.bytes(write(from, answer, asked));
    } catch (JacksonException _) {
      throw new Unreadable("it is nested too deeply");
    }
  }

  @Override
  public byte[] fault(int status, byte[] body) {
    return Json.bytes(Fault.read(status, body).in(from.dialect()));
  }

  @Override
  public List<byte[]> piece(byte[] bytes, int length) throws Unreadable {
    for (byte[] payload : lines.take(bytes, length)) {
      event(payload);
    }
    return frames.take();
  }

  private void event(byte[] payload) throws Unreadable {
    if (payload.length == 0 || isDone(payload)) {
      return;
    }
    try {
      reader.read(Json.read(payload), this::happened);
    } catch (JacksonException _) {
      throw new Unreadable("an event of its stream is not JSON");
    }
  }

  private void happened(Happening happening) {
    switch (happening) {
      case Happening.Used(var tokens) -> usage = Optional.of(tokens);
      case Happening.Stopped _, Happening.Failed _ -> stopped = true;
      case Happening.Begun _,
          Happening.Said _,
          Happening.Thought _,
          Happening.Signed _,
          Happening.ThoughtInHiding _,
          Happening.Declined _,
          Happening.Called _,
          Happening.Argued _ -> {}
    }
    writer.write(happening, frames);
  }

  /// OpenAI's streams end in a word that is no JSON.
  private static boolean isDone(byte[] payload) {
    return payload.length <= DONE_LENGTH + 2
        && new String(payload, java.nio.charset.StandardCharsets.UTF_8).strip().equals("[DONE]");
  }

  @Override
  public List<byte[]> end() throws Unreadable {
    List<byte[]> all = new ArrayList<>();
    for (byte[] payload : lines.end()) {
      event(payload);
    }
    if (!stopped) {
      throw new Unreadable("its stream ended before the answer did");
    }
    writer.end(frames);
    all.addAll(frames.take());
    return all;
  }

  @Override
  public Optional<Usage> usage() {
    return usage;
  }
}
