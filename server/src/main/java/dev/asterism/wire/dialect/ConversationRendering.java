package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// Renders the answer to a conversation.
final class ConversationRendering implements Rendering {

  private static final int DONE_LENGTH = 6;

  private final Api from;
  private final ClientSide client;
  private final ProviderSide provider;
  private final Asked asked;
  private final EventLines lines = new EventLines();
  private final Frames frames = new Frames();
  private final StreamReader reader;
  private final StreamWriter writer;
  private Optional<Usage> usage = Optional.empty();
  private boolean stopped;

  ConversationRendering(Api from, Api to, Asked asked) {
    this.from = from;
    this.client = ClientSide.of(from);
    this.provider = ProviderSide.of(to);
    this.asked = asked;
    this.reader = provider.open();
    this.writer = client.open(asked);
  }

  @Override
  public byte[] whole(byte[] body) throws Unreadable {
    Answer answer = provider.read(body);
    usage = answer.usage();
    try {
      return Json.bytes(client.write(answer, asked));
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
        && new String(payload, StandardCharsets.UTF_8).strip().equals("[DONE]");
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
